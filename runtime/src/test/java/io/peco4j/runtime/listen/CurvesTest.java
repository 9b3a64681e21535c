package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurvesTest {
    private static final StageInfo STAGE = new StageInfo("k", "tokenizer", "vqvae", "pixel", 0);

    @TempDir
    private Path folder;

    @Test
    void aStageThatIsKilledAndResumedLeavesTheFileOfOneThatRanThrough() throws IOException {
        Path whole = folder.resolve("whole.csv");
        CsvCurves through = new CsvCurves(stage -> whole);
        through.on(new Event.StageStarted(STAGE, 1500, 0));
        steps(through::on, 1, 1500);
        through.on(new Event.StageFinished(STAGE, Duration.ZERO));

        Path file = folder.resolve("through.csv");
        CsvCurves first = new CsvCurves(stage -> file);
        first.on(new Event.StageStarted(STAGE, 1500, 0));
        steps(first::on, 1, 940);
        // Killed while writing; the last checkpoint was at step 900.
        Files.writeString(file, "941,0,lo", StandardOpenOption.APPEND);

        CsvCurves again = new CsvCurves(stage -> file);
        again.on(new Event.StageStarted(STAGE, 1500, 900));
        steps(again::on, 901, 1500);
        again.on(new Event.StageFinished(STAGE, Duration.ZERO));

        assertThat(file).hasSameTextualContentAs(whole);
    }

    @Test
    void figuresThatAreNotNumbersAreReadBack() throws IOException {
        Path file = folder.resolve("nan.csv");
        CsvCurves curves = new CsvCurves(stage -> file);
        curves.on(new Event.StageStarted(STAGE, 1, 0));
        curves.on(new Event.Measured(STAGE, 1, 0, Map.of("a,b", Double.NaN)));
        curves.on(new Event.Measured(STAGE, 2, 0, Map.of("a,b", Double.NEGATIVE_INFINITY)));
        assertThat(new CurveFile(file).read(9))
                .containsExactly(
                        new CurveFile.Line(1, 0, "a_b", Double.NaN),
                        new CurveFile.Line(2, 0, "a_b", Double.NEGATIVE_INFINITY));
    }

    private static void steps(Consumer<Event> listener, int from, int to) {
        for (int step = from; step <= to; step++) {
            listener.accept(new Event.Measured(STAGE, step, step / 100, Map.of("loss", 1 / Math.sqrt(step))));
        }
    }
}
