package io.peco4j.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.engine.EngineSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class ObstacleTest {
    @Test
    void whatIsShortIsSaidWithTheFileThatWasBeingWritten() {
        assertThat(of(new UncheckedIOException("cannot write /a/b.csv", new IOException("No space left on device"))))
                .isEqualTo(new Problem(
                        "PECO-607",
                        "the disk is full",
                        "/a/b.csv",
                        "free some space or choose another folder, then run the same command again"));
        assertThat(of(new FileSystemException("/a/b", null, "Read-only file system"))
                        .what())
                .isEqualTo("the file system can only be read");
        assertThat(of(new AccessDeniedException("/a/b")).where()).isEqualTo("/a/b");
        assertThat(of(new FileSystemException("/a/b", null, "Too many open files"))
                        .code())
                .isEqualTo("PECO-609");
    }

    @Test
    void memoryIsSaidWithItsFigures() {
        String heap = "Java may use ";
        assertThat(of(new IllegalStateException("x", new OutOfMemoryError("Java heap space"))))
                .satisfies(problem -> assertThat(problem.what()).startsWith("memory is short: " + heap))
                .satisfies(problem -> assertThat(problem.remedy()).contains("PECO4J_JAVA_OPTS=-Xmx"));
        assertThat(of(new OutOfMemoryError("the picture a.png with 2 x 3 pixels takes 18 MB at least"))
                        .what())
                .startsWith("memory is short: the picture a.png with 2 x 3 pixels takes 18 MB at least, and " + heap);
        assertThat(of(new EngineException("[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator:"
                                + " can't allocate memory: you tried to allocate 4000000000 bytes. Error code 12"))
                        .what())
                .isEqualTo("memory is short: the tensor engine asked for 4,000 MB more and the machine has no more");
    }

    @Test
    void theEngineSaysItAsExpected() {
        EngineSession.start();
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            assertThat(catchThrowable(() -> manager.zeros(new Shape(1L << 50))))
                    .satisfies(thrown -> assertThat(of(thrown).what())
                            .isEqualTo("memory is short: the tensor engine asked for 4,503,599,627 MB more and the"
                                    + " machine has no more"));
        }
    }

    @Test
    void aDefectIsNone() {
        assertThat(Obstacle.of(new IllegalStateException("a bug", new IOException("Connection reset"))))
                .isEmpty();
        assertThat(Obstacle.line(new IllegalStateException("a bug", new IOException("Connection reset"))))
                .isEqualTo("a bug; because: Connection reset");
        assertThat(Obstacle.line(new NullPointerException())).isEqualTo("NullPointerException");
    }

    private static Problem of(Throwable thrown) {
        return Obstacle.of(thrown).orElseThrow();
    }
}
