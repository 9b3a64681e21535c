package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageRecord.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurvesTest {
    private static final StageInfo STAGE = new StageInfo("k", "tokenizer", "vqvae", "pixel", 0);

    @TempDir
    private Path folder;

    @Property(tries = 50)
    void aThinnedCurveIsShortAndKeepsItsMean(@ForAll @IntRange(min = 1, max = 5000) int figures) {
        CurveRecorder.Thinned curve = new CurveRecorder.Thinned();
        for (int i = 1; i <= figures; i++) {
            curve.add(10L * i, i);
        }
        List<Point> points = curve.points();
        assertThat(points).hasSizeLessThanOrEqualTo(CurveRecorder.Thinned.MOST);
        assertThat(points).hasSizeGreaterThanOrEqualTo(Math.min(figures, CurveRecorder.Thinned.MOST / 2));
        assertThat(points.get(points.size() - 1).step()).isEqualTo(10L * figures);
        double sum = 0;
        long before = 0;
        for (Point point : points) {
            sum += point.value() * (point.step() - before) / 10;
            before = point.step();
        }
        assertThat(sum / figures).isCloseTo((figures + 1) / 2.0, within(1e-9 * figures));
    }

    @Test
    void aStageThatIsKilledAndResumedHasTheCurvesOfOneThatRanThrough() throws IOException {
        CurveRecorder through = new CurveRecorder();
        steps(through::on, 1, 1500);

        Path file = folder.resolve("through.csv");
        CsvCurves first = new CsvCurves(stage -> file);
        first.on(new Event.StageStarted(STAGE, 1500, 0));
        steps(first::on, 1, 940);
        // Killed while writing; the last checkpoint was at step 900.
        Files.writeString(file, "941,0,lo", StandardOpenOption.APPEND);

        CurveRecorder second = new CurveRecorder();
        second.resume(STAGE, new CurveFile(file), 900);
        CsvCurves again = new CsvCurves(stage -> file);
        Event start = new Event.StageStarted(STAGE, 1500, 900);
        again.on(start);
        second.on(start);
        steps(again.and(second)::on, 901, 1500);
        again.on(new Event.StageFinished(STAGE, Duration.ZERO));

        assertThat(second.curves(STAGE)).isEqualTo(through.curves(STAGE)).containsOnlyKeys("loss");
        assertThat(new CurveFile(file).read(Long.MAX_VALUE).stream().map(CurveFile.Line::step))
                .hasSize(1500)
                .isSorted()
                .doesNotHaveDuplicates();
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
