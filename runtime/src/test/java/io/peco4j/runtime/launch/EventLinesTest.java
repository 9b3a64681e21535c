package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.event.Worker;
import io.peco4j.runtime.problem.Causes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventLinesTest {
    private static final StageInfo STAGE =
            new StageInfo("0a", "pretraining", "beit", "größe \"1\" / \u2028 / beit", Long.MIN_VALUE);
    private static final StageInfo OTHER = new StageInfo("0b", "tokenizer", "vqvae", "名前", 7);
    private static final Duration TIME = Duration.ofNanos(90_000_000_001L);

    @Test
    void everyEventComesBackAsItWas() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", Double.NaN);
        values.put("gradient-norm", Double.NEGATIVE_INFINITY);
        values.put("learning-rate", Math.nextUp(0.1));
        values.put("a", Double.MIN_VALUE);
        values.put("b", -0.0);
        List<Event> events = List.of(
                new Event.StudyStarted(
                        "s", List.of(STAGE, OTHER), 1, new Forecast(TIME, Map.of("0b", 0.1)), Path.of("a b/ä")),
                new Event.StageReused(STAGE),
                new Event.StageStarted(STAGE, Long.MAX_VALUE, 3),
                new Event.StageWorkers(STAGE, List.of(new Worker("größe", "a b", 4), new Worker("", "", 1))),
                new Event.Waited(STAGE, 4, List.of(Double.NaN, 0.1)),
                new Event.StepDone(STAGE, 4, 5, 6, 7, TIME),
                new Event.Measured(STAGE, 4, 6, values),
                new Event.Progress(STAGE, "scoring", 2, 3),
                new Event.Skipped("train", "a\tb\nc\u007f.jpg", "it is no 'picture' <at> all & more"),
                new Event.Warning("two\r\nlines"),
                new Event.Note("\uD83D\uDE00"),
                new Event.StageFinished(STAGE, TIME),
                new Event.StageNotRun(STAGE, OTHER),
                new Event.StudyFinished("s", TIME, 2));

        assertThat(events).allSatisfy(event -> {
            String line = EventLines.write(event);
            assertThat(line).matches("\\{[ -~]+}");
            assertThat(EventLines.read(line)).contains(event);
        });
        // One of the kinds is below.
        assertThat(events.stream().map(Object::getClass).distinct())
                .hasSize(Event.class.getPermittedSubclasses().length - 1);
        Event.Measured measured = (Event.Measured)
                EventLines.read(EventLines.write(events.get(6))).orElseThrow();
        assertThat(measured.values().keySet()).containsExactlyElementsOf(values.keySet());
    }

    @Test
    void ofAFailureComeWordsAndStackTrace() {
        Throwable cause = new IllegalStateException("outside", new IllegalArgumentException("inside"));

        Event read = EventLines.read(EventLines.write(new Event.StageFailed(STAGE, "while training", cause)))
                .orElseThrow();

        assertThat(read).isInstanceOfSatisfying(Event.StageFailed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(STAGE);
            assertThat(failed.reason()).isEqualTo("while training");
            assertThat(failed.cause()).hasMessage("outside");
            assertThat(Causes.trace(failed.cause()).lines())
                    .startsWith("in a process of its own: java.lang.IllegalStateException: outside")
                    .contains("Caused by: java.lang.IllegalArgumentException: inside")
                    .anyMatch(line -> line.contains("EventLinesTest.java"));
        });
    }

    @Test
    void whatElseIsPrintedIsNoEvent() {
        assertThat(Arrays.asList(
                        "", "loading", "{", "{}", "[1]", "{\"event\": \"Unheard\"}", "{\"event\": [1]}", "{1}"))
                .allSatisfy(line -> assertThat(EventLines.read(line)).isEmpty());
    }
}
