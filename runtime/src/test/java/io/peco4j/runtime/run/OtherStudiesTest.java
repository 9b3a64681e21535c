package io.peco4j.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose speed a component is expected to have. */
final class OtherStudiesTest {
    private static final StageInfo STAGE = new StageInfo("new", "pretraining", "mae", "mae", 0);

    @Test
    void theLargestTrainingTells() {
        assertThat(others(
                        record("small", "mae", 1e12, 30, "2026-01-03"),
                        record("large", "mae", 3e12, 60, "2026-01-01"),
                        record("later", "mae", 3e12, 50, "2026-01-02"),
                        record("other", "beit", 9e12, 90, "2026-01-04")))
                .isEqualTo("later");
    }

    @Test
    void whatWasShortOrTrainedNothingTellsNothing() {
        assertThat(others(
                        record("short", "mae", 1e12, 19, "2026-01-01"),
                        record("imported", "mae", 0, 40, "2026-01-01"),
                        record("elsewhere", "mae", 1e12, 40, "1999-01-01")))
                .isEmpty();
    }

    private static String others(StageRecord... history) {
        return new OtherStudies(() -> List.of(history), made -> !made.time().startsWith("1999"))
                .largest(STAGE)
                .map(record -> record.stage().key())
                .orElse("");
    }

    private static StageRecord record(String key, String component, double flops, double seconds, String time) {
        return new StageRecord(
                new StageInfo(key, "pretraining", component, component, 0),
                "",
                List.of(),
                0,
                0,
                0,
                flops,
                seconds,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                new Provenance(time, "", "", "", "", 1, "float32", "", Map.of()),
                List.of());
    }
}
