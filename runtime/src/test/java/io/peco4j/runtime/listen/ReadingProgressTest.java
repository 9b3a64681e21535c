package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReadingProgressTest {
    private static final long MB = 1_000_000;

    private final StringWriter written = new StringWriter();
    private Instant now = Instant.EPOCH;

    @Test
    void aShortReadingIsNotSpokenOf() {
        for (boolean terminal : new boolean[] {true, false}) {
            ReadingProgress progress = progress(terminal);
            progress.moved(0, 10, 0, 10 * MB);
            now = now.plusMillis(900);
            progress.moved(10, 10, 10 * MB, 10 * MB);
            progress.finished();
        }
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void elsewhereThanOnATerminalALineComesEveryTenSeconds() {
        ReadingProgress progress = progress(false);
        for (int second = 0; second <= 25; second++) {
            progress.moved(1000L * second, 25_000, 100 * MB * second, 2500 * MB);
            now = now.plusSeconds(1);
        }
        progress.finished();
        assertThat(written.toString().lines())
                .containsExactly(
                        "Reading files: 10,000/25,000  1.0 GB of 2.5 GB  100 MB/s  15 s left",
                        "Reading files: 20,000/25,000  2.0 GB of 2.5 GB  100 MB/s  5 s left",
                        "Read 25,000 files, 2.5 GB, in 25 s");
    }

    @Test
    void onATerminalOneLineIsDrawnAnew() {
        ReadingProgress progress = progress(true);
        progress.moved(0, 25_000, 0, 2500 * MB);
        now = now.plusSeconds(10);
        progress.moved(10_000, 25_000, 1000 * MB, 2500 * MB);
        String line = "Reading files  [======>           ]  10,000/25,000  1.0 GB of 2.5 GB  100 MB/s  15 s left\n";
        assertThat(written).hasToString(line);
        now = now.plusSeconds(15);
        progress.moved(25_000, 25_000, 2500 * MB, 2500 * MB);
        progress.finished();
        assertThat(written.toString())
                .startsWith(line + "\u001b[1A\r\u001b[JReading files  [==")
                .endsWith("\u001b[1A\r\u001b[JRead 25,000 files, 2.5 GB, in 25 s\n");
    }

    @Test
    void oneFileThatHasChangedUnseenIsNamedAndTheOthersAreCounted() {
        ReadingProgress progress = progress(false);
        progress.moved(3, 3, 3, 3);
        progress.changedUnseen(Path.of("a"));
        progress.changedUnseen(Path.of("b"));
        progress.changedUnseen(Path.of("c"));
        progress.finished();
        assertThat(written.toString().lines())
                .containsExactly(
                        "Warning: a has another content than when it was last read, though its size and its time are the"
                                + " same",
                        "Warning: so have 2 more files");
    }

    private ReadingProgress progress(boolean terminal) {
        return new ReadingProgress(new PrintWriter(written), terminal, () -> 90, () -> now);
    }
}
