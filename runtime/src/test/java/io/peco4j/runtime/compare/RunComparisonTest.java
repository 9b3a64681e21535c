package io.peco4j.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
import io.peco4j.runtime.report.Looks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunComparisonTest {
    private static final String STUDY = """
            study = s
            data { component = scenes }
            encoder { vit {} }
            pretraining { mae {} }
            task { knn {} }
            seeds = [0]
            """;

    @Test
    void stagesThatTheOtherRunMadeOtherwiseAreSeenBehindThoseThatItFoundDone() {
        StageRecord found = stage("mae", 2);
        RunRecord first = run(STUDY, found, stage("mae / knn", 2), stage("mae / probe", 2));
        RunRecord second = run(STUDY, found, stage("mae / knn", 4), stage("mae / probe", 4));
        assertThat(RunComparison.of(first, second).conditions()).containsExactly(new Change("threads", "2", "4"));
        assertThat(RunComparison.of(first, first).conditions()).isEmpty();
    }

    @Test
    void whatRunsWithoutACommonStageWereMadeWithIsComparedAsAWhole() {
        RunRecord first = run(STUDY, stage("mae", 2), stage("mae / knn", 2));
        RunRecord second = run(STUDY, stage("beit", 2), stage("beit / knn", 4));
        assertThat(RunComparison.of(first, second).conditions()).containsExactly(new Change("threads", "2", "2, 4"));
        assertThat(RunComparison.of(first, run(STUDY)).conditions()).isEmpty();
    }

    @Test
    void choicesWithoutAnyOptionAreDifferencesOfStudies() {
        String none = STUDY.replace("mae {}", "mae {}, none {}");
        assertThat(RunComparison.of(run(none), run(STUDY)).study())
                .containsExactly(new Change("pretraining.none.component", "\"none\"", "(none)"));
    }

    @Test
    void optionsThatAreEmptyObjectsAreDifferencesToo() {
        String adapted = STUDY.replace("mae {}", "mae { adapter {} }");
        assertThat(RunComparison.of(run(STUDY), run(adapted)).study())
                .containsExactly(new Change("pretraining.mae.adapter", "(none)", "{}"));
    }

    @Test
    void theRunThatLookedAtSpreadsDecidesHowWideIntervalsAre() {
        RunRecord fixed = run(STUDY);
        RunRecord added = fixed.with(new Stopping(1, 0, 0, Reason.WOULD_SHOW, 3, ""));
        assertThat(RunComparison.of(fixed, fixed).looks()).isEqualTo(Looks.ONCE);
        assertThat(RunComparison.of(added, fixed).looks()).isEqualTo(Looks.AFTER_EACH_SEED);
        assertThat(RunComparison.of(fixed, added).looks()).isEqualTo(Looks.AFTER_EACH_SEED);
    }

    private static RunRecord run(String text, StageRecord... stages) {
        Study study = StudyFile.read(text, "here");
        return new RunRecord(
                "s",
                StudyFile.write(study),
                "",
                "",
                1,
                List.of(stages),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static StageRecord stage(String name, int threads) {
        Provenance made = new Provenance(name, "1", "17", "Linux", "DJL", threads, "float32", "ab", Map.of());
        return new StageRecord(
                new StageInfo(name + threads, "task", "knn", name, 0),
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
