package io.peco4j.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkLockTest {
    /** Holds the lock until its input ends; it says when it has it, and its process id is in the file. */
    private static final String HOLDER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            public class Holder {
                public static void main(String[] args) throws Exception {
                    try (var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                            var lock = channel.lock()) {
                        System.out.println("held");
                        while (System.in.read() >= 0) {}
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void whoeverWaitsSaysForWhomAndGetsTheLockInTheEnd() throws Exception {
        Path file = folder.resolve("key.lock");
        Files.writeString(file, "process 4711\n");
        Path source = Files.writeString(folder.resolve("Holder.java"), HOLDER);
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "" + source, "" + file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            List<String> told = new ArrayList<>();
            try (WorkLock lock = WorkLock.take(file, who -> {
                told.add(who);
                end(holder);
            })) {
                assertThat(told).containsExactly("process 4711");
                assertThat(file)
                        .content()
                        .isEqualTo("process " + ProcessHandle.current().pid() + "\n");
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void nobodyWaitsForALockThatIsFree() throws IOException {
        List<String> told = new ArrayList<>();
        Path file = folder.resolve("free.lock");
        WorkLock.take(file, told::add).close();
        WorkLock.take(file, told::add).close();
        assertThat(told).isEmpty();
    }

    private static void end(Process holder) {
        try {
            holder.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
