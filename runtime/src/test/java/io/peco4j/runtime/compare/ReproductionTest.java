package io.peco4j.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.FileRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which stage of a repetition is which of the recorded run. */
final class ReproductionTest {
    private static final RunRecord OLD =
            run(stage("1", "net", "deep"), stage("2", "net", "shallow"), stage("3", "other", "x"));

    @Test
    void stagesOfOneNameArePairedInOrder() {
        RunRecord again = run(stage("4", "net", "deep"), stage("5", "net", "shallow"), stage("6", "other", "x"));

        assertThat(pairs(Reproduction.of(OLD, again))).containsExactly("1-4", "2-5", "3-6");
        assertThat(Reproduction.of(OLD, again).isExact()).isTrue();
    }

    @Test
    void whatIsCalledOtherwiseNowIsPairedInOrderToo() {
        RunRecord again =
                run(stage("4", "one / net", "deep"), stage("5", "two / net", "shallow"), stage("6", "other", "x"));

        assertThat(pairs(Reproduction.of(OLD, again))).containsExactly("1-4", "2-5", "3-6");
        assertThat(Reproduction.of(OLD, again).isExact()).isTrue();
    }

    /** Where the first one is missing, the key tells the second from it. */
    @Test
    void keysTellMoreThanNames() {
        RunRecord again = run(stage("2", "net", "shallow"), stage("3", "other", "x"));

        assertThat(pairs(Reproduction.of(OLD, again))).containsExactly("1-null", "2-2", "3-3");
    }

    @Test
    void aStageThatIsMissingTakesNoOthersPlace() {
        RunRecord again = run(stage("4", "net", "deep"), stage("5", "net", "shallow"), stage("6", "another", "x"));

        assertThat(pairs(Reproduction.of(OLD, again))).containsExactly("1-4", "2-5", "3-null");
    }

    @Test
    void bytesThatWereNotRecordedAreNotOthers() {
        StageRecord early = stage("1", "net", "deep").stored(List.of());
        RepeatedStage repeated = new RepeatedStage(early, stage("1", "net", "deep"));
        assertThat(repeated.knowsItsFiles()).isFalse();
        assertThat(repeated.likeness()).isEqualTo(RepeatedStage.Likeness.OTHER_BYTES);
    }

    private static List<String> pairs(Reproduction reproduction) {
        return reproduction.stages().stream()
                .map(stage -> stage.recorded().stage().key() + "-"
                        + (stage.again() == null
                                ? null
                                : Objects.requireNonNull(stage.again()).stage().key()))
                .toList();
    }

    private static StageRecord stage(String key, String name, String content) {
        return new StageRecord(
                new StageInfo(key, "backbone", "net", name, 0),
                "",
                List.of(),
                1,
                1,
                1,
                1,
                1,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                new Provenance("", "", "", "", "", 1, "float32", "", Map.of()),
                List.of(new FileRecord("weights", 1, content)));
    }

    private static RunRecord run(StageRecord... stages) {
        return new RunRecord(
                "s", "", "", "", 1, Arrays.asList(stages), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
