package io.peco4j.product.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.cli.Commands;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.launch.WorkerCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --jobs}: a run in a process, whose stages are processes of it. */
@Timeout(900)
final class JobsCommandTest {
    private static final long LOOK_MILLIS = 50;
    private static final int ENDLESS = 100_000;

    @TempDir
    private Path folder;

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** The first is asked to stop, as by Ctrl-C; the second continues it, and is killed. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void processesStopWithARunAndDoNotOutliveIt() throws Exception {
        Process stopped = run(ENDLESS);
        List<ProcessHandle> workers = workers();
        stopped.destroy();

        assertThat(stopped.waitFor()).as(output()).isEqualTo(130);
        assertGone(workers);
        assertThat(output()).contains("Interrupted. Finished work is kept").doesNotContain("is run again");
        assertThat(files("store", ".work"))
                .hasSize(2)
                .allSatisfy(work -> assertThat(work.resolve("training/checkpoint.safetensors"))
                        .isRegularFile());

        Process killed = run(ENDLESS);
        workers = workers();
        assertThat(output()).doesNotContain("cannot be used");
        killed.destroyForcibly();
        assertGone(workers);
    }

    @Test
    void whatIsNoNumberOfJobsIsRefused() {
        StringWriter err = new StringWriter();
        Services services = Services.embedded(BundledMain::registry, folder);

        assertThat(refused(services.startedBy(BundledMain.class), err, "0")).isEqualTo(2);
        assertThat(err.toString()).contains("PECO-711", "--jobs 0");
        assertThat(refused(services, err, "2")).isEqualTo(2);
        assertThat(err.toString()).contains("does not say how it is started");
    }

    private static int refused(Services services, StringWriter err, String jobs) {
        return Commands.over(services).setErr(new PrintWriter(err)).execute("run", "quickstart", "--jobs", jobs);
    }

    private Process run(int epochs) throws IOException {
        Path study = Files.writeString(folder.resolve("two.conf"), TwoTrainings.study(epochs));
        List<String> command = new ArrayList<>(WorkerCommand.likeThisProcess(BundledMain.class, 1));
        command.addAll(List.of("run", study.toString(), "--out", folder.toString(), "--jobs", "2", "--threads", "1"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        started.add(process.toHandle());
        return process;
    }

    /** Those of both trainings, once both have made steps that the run has heard of. */
    private List<ProcessHandle> workers() throws IOException, InterruptedException {
        List<ProcessHandle> workers = List.of();
        while (workers.size() < 2 || curves() < 2) {
            assertThat(started).last().as(output()).matches(ProcessHandle::isAlive);
            Thread.sleep(LOOK_MILLIS);
            workers = files("store", ".lock").stream()
                    .map(lock -> lock.getFileName().toString().replace(".lock", ""))
                    .map(key -> TwoTrainings.workerOf(folder.resolve("store"), key))
                    .flatMap(Optional::stream)
                    .toList();
        }
        started.addAll(workers);
        return workers;
    }

    private static void assertGone(List<ProcessHandle> workers) throws Exception {
        for (ProcessHandle worker : workers) {
            worker.onExit().get(60, TimeUnit.SECONDS);
        }
    }

    /** Files of curves with figures in them. */
    private long curves() throws IOException {
        long filled = 0;
        for (Path file : files("two/curves", ".csv")) {
            filled += Files.readAllLines(file).size() > 1 ? 1 : 0;
        }
        return filled;
    }

    /** Those directly in a folder, which may not be there yet; others come and go meanwhile. */
    private List<Path> files(String in, String end) throws IOException {
        if (!Files.isDirectory(folder.resolve(in))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.resolve(in))) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .toList();
        }
    }

    private String output() throws IOException {
        Path file = folder.resolve("output.txt");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
