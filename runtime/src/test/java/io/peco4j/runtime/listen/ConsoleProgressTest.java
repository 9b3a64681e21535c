package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {
    private static final StageInfo FIRST = new StageInfo("1", "tokenizer", "vqvae", "pixel", 0);
    private static final StageInfo SECOND = new StageInfo("2", "pretraining", "beit", "a name that is long / beit", 0);

    private final StringWriter written = new StringWriter();
    private Instant now = Instant.EPOCH;

    @Test
    void elsewhereThanOnATerminalALineComesEveryTenSeconds() {
        study(progress(false, 80));
        assertThat(written.toString().lines())
                .containsExactly(
                        "Study s: 3 stages, 1 of them done already, about 2 min",
                        "other (seed 0): reused",
                        "pixel (seed 0): 10/40, 64 images/s, loss 0.1000, 30 s left",
                        "pixel (seed 0): 20/40, 64 images/s, loss 0.05000, 20 s left",
                        "pixel (seed 0): 30/40, 64 images/s, loss 0.03333, 10 s left",
                        "pixel (seed 0): 40/40, 64 images/s, loss 0.02500, 0 s left",
                        "pixel (seed 0): done in 40 s; 2 of 3 stages, less than a minute left",
                        "Warning: a.jpg cannot be read",
                        "a name that is long / beit (seed 0): failed: no space; 3 of 3 stages",
                        "Study s: 1 stage failed in 1 min 0 s");
    }

    @Test
    void onATerminalAFinishedStageLeavesOneLine() {
        study(progress(true, 80));
        assertThat(screen())
                .containsExactly(
                        "Study s: 3 stages, 1 of them done already, about 2 min",
                        "other (seed 0): reused",
                        "pixel (seed 0): done in 40 s",
                        "Warning: a.jpg cannot be read",
                        "a name that is long / beit (seed 0): failed: no space",
                        "Study s: 1 stage failed in 1 min 0 s");
    }

    @Test
    void aGangSaysHowLongItsWorkersWaited() {
        Listener progress = progress(true, 80);
        progress.on(new Event.StudyStarted("s", List.of(FIRST), 0, Forecast.UNKNOWN, Path.of(".")));
        progress.on(new Event.StageStarted(FIRST, 40, 0));
        progress.on(new Event.Waited(FIRST, 20, List.of(0.5, 0.5)));
        progress.on(new Event.Waited(FIRST, 40, List.of(0.124, 0.0049)));
        progress.on(new Event.StageFinished(FIRST, Duration.ofSeconds(40)));
        assertThat(screen())
                .contains("pixel (seed 0): done in 40 s; its workers waited for each other 12 %, 0 % of the time");
    }

    @Test
    void aRunningStageShowsWhatTheWidthHolds() {
        for (int width : new int[] {120, 80, 50, 30}) {
            written.getBuffer().setLength(0);
            Listener progress = progress(true, width);
            progress.on(new Event.StudyStarted("s", List.of(FIRST, SECOND), 0, Forecast.UNKNOWN, Path.of(".")));
            progress.on(new Event.StageStarted(SECOND, 1000, 0));
            tick(progress, SECOND, 250, 1000);
            List<String> screen = screen();
            assertThat(screen).allSatisfy(line -> assertThat(line).hasSizeLessThan(width));
            assertThat(screen.get(2)).isEqualTo("0 of 2 stages");
            if (width >= 80) {
                assertThat(screen.get(1)).contains("a name that is long", "250/1000", "64 images/s", "left");
            }
            if (width == 120) {
                assertThat(screen.get(1)).contains("[=====>                     ]", "12 min left");
            }
        }
    }

    @Test
    void stagesThatRunAtOnceHaveALineEach() {
        Listener progress = progress(true, 100);
        progress.on(new Event.StudyStarted("s", List.of(FIRST, SECOND), 0, Forecast.UNKNOWN, Path.of(".")));
        progress.on(new Event.StageStarted(FIRST, 40, 0));
        progress.on(new Event.StageStarted(SECOND, 80, 0));
        tick(progress, FIRST, 10, 40);
        tick(progress, SECOND, 20, 80);
        assertThat(screen()).hasSize(4);
        assertThat(screen().get(1)).contains("pixel", "10/40");
        assertThat(screen().get(2)).contains("beit", "20/80");
        assertThat(screen().get(3)).isEqualTo("0 of 2 stages, about 1 min left");
        // Its process was lost, and the next one goes on from a checkpoint.
        progress.on(new Event.StageStarted(FIRST, 40, 5));
        progress.on(new Event.StageFinished(SECOND, Duration.ofSeconds(80)));
        assertThat(screen()).hasSize(4);
        assertThat(screen().get(1)).isEqualTo("a name that is long / beit (seed 0): done in 1 min 20 s");
        assertThat(screen().get(2)).contains("pixel", "5/40");
    }

    /** A forecast of ten times too much is believed less with every stage, not until it is used up. */
    @Test
    void theRestIsForecastAtThePaceOfWhatIsDone() {
        Listener progress = progress(false, 100);
        List<StageInfo> stages = IntStream.range(0, 10)
                .mapToObj(i -> new StageInfo("key" + i, "tokenizer", "vqvae", "t" + i, 0))
                .toList();
        Map<String, Double> seconds = stages.stream().collect(Collectors.toMap(StageInfo::key, stage -> 300.0));
        progress.on(
                new Event.StudyStarted("s", stages, 0, new Forecast(Duration.ofSeconds(3000), seconds), Path.of(".")));
        for (StageInfo stage : stages) {
            progress.on(new Event.StageStarted(stage, 1, 0));
            now = now.plusSeconds(30);
            progress.on(new Event.StageFinished(stage, Duration.ofSeconds(30)));
        }
        assertThat(screen())
                .contains(
                        "t0 (seed 0): done in 30 s; 1 of 10 stages, about 25 min left",
                        "t4 (seed 0): done in 30 s; 5 of 10 stages, about 6 min left",
                        "t8 (seed 0): done in 30 s; 9 of 10 stages, less than a minute left",
                        "t9 (seed 0): done in 30 s; 10 of 10 stages");
    }

    @Test
    void scoringTakesThePlaceOfTraining() {
        Listener progress = progress(true, 80);
        progress.on(new Event.StudyStarted("s", List.of(FIRST), 0, Forecast.UNKNOWN, Path.of(".")));
        progress.on(new Event.StageStarted(FIRST, 10, 0));
        tick(progress, FIRST, 10, 10);
        now = now.plusSeconds(1);
        progress.on(new Event.Progress(FIRST, "scoring", 3, 12));
        assertThat(screen().get(1)).contains("scoring 3/12").doesNotContain("images/s");
    }

    private void study(Listener progress) {
        StageInfo other = new StageInfo("0", "tokenizer", "vqvae", "other", 0);
        progress.on(new Event.StudyStarted(
                "s",
                List.of(other, FIRST, SECOND),
                1,
                new Forecast(Duration.ofSeconds(110), Map.of(FIRST.key(), 80.0, SECOND.key(), 30.0)),
                Path.of(".")));
        progress.on(new Event.StageReused(other));
        progress.on(new Event.StageStarted(FIRST, 40, 0));
        for (int step = 1; step <= 40; step++) {
            tick(progress, FIRST, step, 40);
        }
        progress.on(new Event.StageFinished(FIRST, Duration.ofSeconds(40)));
        progress.on(new Event.StageStarted(SECOND, 10, 0));
        progress.on(new Event.Warning("a.jpg cannot be read"));
        progress.on(new Event.StageFailed(SECOND, "no space", new IllegalStateException()));
        progress.on(new Event.StudyFinished("s", Duration.ofSeconds(60), 1));
    }

    /** A step of a second with 64 images. */
    private void tick(Listener progress, StageInfo stage, int step, int steps) {
        now = now.plusSeconds(1);
        progress.on(new Event.Measured(stage, step, 0, Map.of("loss", 1.0 / step)));
        progress.on(new Event.StepDone(stage, step, steps, 0, 64, Duration.ofSeconds(1)));
    }

    private Listener progress(boolean terminal, int width) {
        return new ConsoleProgress(new PrintWriter(written), terminal, () -> width, () -> now);
    }

    /** What a terminal shows that got all this. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        Pattern up = Pattern.compile("^\u001b\\[(\\d+)A\r\u001b\\[J");
        for (String line : written.toString().replace("\r\n", "\n").split("\n", -1)) {
            String rest = line;
            for (Matcher move = up.matcher(rest); move.find(); move = up.matcher(rest)) {
                lines = new ArrayList<>(lines.subList(0, lines.size() - Integer.parseInt(move.group(1))));
                rest = rest.substring(move.end());
            }
            lines.add(rest);
        }
        return lines.subList(0, lines.size() - 1);
    }
}
