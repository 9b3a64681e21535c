package io.peco4j.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.StageInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RunRecordTest {

    /** The second part finds done what the first one did; the whole has done both. */
    @Test
    void aRunInPartsTookAsLongAsAllOfThemAndMadeWhatEachMade() {
        RunRecord first = part("2026-11-29T10:00:00Z", 3600, List.of("a", "b"), List.of("a"), "b");
        RunRecord second = part("2026-11-29T11:00:30Z", 600.5, List.of("a", "b", "c"), List.of("a", "b"), "c")
                .continuing(first);
        RunRecord third = part("2026-11-29T11:11:00Z", 60, List.of("a", "b", "c", "d"), List.of("a", "b", "c"), "d")
                .continuing(second);
        assertThat(third.started()).isEqualTo(first.started());
        assertThat(second.seconds()).isEqualTo(3630 + 600.5);
        assertThat(third.seconds()).isEqualTo(4260 + 60);
        assertThat(third.reused()).containsExactly("a");
        assertThat(third.work()).extracting(StageWork::stage).containsExactly("b", "c", "d");
        assertThat(third.stages()).hasSize(4);
    }

    private static RunRecord part(
            String started, double seconds, List<String> stages, List<String> reused, String worked) {
        return new RunRecord(
                "s",
                "",
                "",
                started,
                seconds,
                stages.stream().map(RunRecordTest::stage).toList(),
                reused,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Stream.of(worked)
                        .map(key -> new StageWork(key, List.of(), List.of(), List.of()))
                        .toList());
    }

    private static StageRecord stage(String key) {
        Provenance made = new Provenance("", "", "", "", "", 1, "", "", Map.of());
        return new StageRecord(
                new StageInfo(key, "task", "knn", key, 0),
                "",
                List.of(),
                0,
                0,
                0,
                0,
                1,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                made,
                List.of());
    }
}
