package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RelativeCostTest {
    private static final Provenance NOWHERE = new Provenance("", "", "", "", "", 0, "", "", Map.of());

    @Test
    void aChoiceIsComparedWithTheFirstOfItsKind() {
        // One seed against two: what is per image and per seed must not notice.
        StageRecord lite = stage("tokenizer", "lite", 500, 130e12, 65);
        List<StageRecord> stages = List.of(
                stage("tokenizer", "full", 1000, 1000e12, 250), stage("tokenizer", "full", 1000, 1000e12, 250), lite);

        RelativeCost relative = relative(stages, lite);

        assertThat(relative.baseline().name()).isEqualTo("full");
        assertThat(relative.flopsPerImage()).contains("0.26×");
        assertThat(relative.seconds()).contains("0.26×");
        assertThat(relative.imagesPerSecond()).contains("1.92×");
    }

    @Test
    void neitherTasksNorBackbonesNorLonelyChoicesAreCompared() {
        List<StageRecord> stages = List.of(
                stage("backbone", "small", 10, 1e12, 1),
                stage("backbone", "large", 10, 2e12, 2),
                stage("tokenizer", "only", 10, 1e12, 1),
                stage("task", "a / probe", 10, 1e12, 1),
                stage("task", "b / probe", 10, 1e12, 1));

        assertThat(RelativeCost.of(stages)).isEmpty();
        assertThat(cost(stages)).doesNotContain("×");
    }

    @Test
    void whatIsUnknownHasNoMultiple() {
        StageRecord unknown = stage("tokenizer", "unknown", 10, 0, 1);
        List<StageRecord> stages = List.of(stage("tokenizer", "known", 10, 1e12, 2), unknown);

        RelativeCost relative = relative(stages, unknown);

        assertThat(relative.flopsPerImage()).isEmpty();
        assertThat(relative.seconds()).contains("0.50×");
    }

    @Test
    void theTableShowsTheMultiplesAndTheNoteSaysOfWhat() {
        String page = cost(List.of(
                stage("tokenizer", "full", 1000, 1000e12, 250),
                stage("tokenizer", "lite", 1000, 260e12, 125),
                stage("pretraining", "full / beit", 1000, 10e12, 10),
                stage("pretraining", "lite / beit", 1000, 10e12, 10)));

        assertThat(page)
                .contains(
                        "0.50×",
                        "2.00×",
                        "0.26× per image",
                        "The multiples (×) are of the tokenizer full and of the pretraining full / beit.");
    }

    private static RelativeCost relative(List<StageRecord> stages, StageRecord of) {
        return Objects.requireNonNull(
                RelativeCost.of(stages).get(StageGroup.of(List.of(of)).get(0)));
    }

    private static String cost(List<StageRecord> stages) {
        Html html = new Html();
        new CostSection(new RunRecord(
                        "r", "", "", "", 1, stages, List.of(), List.of(), List.of(), List.of(), List.of()))
                .write(html);
        return html.done();
    }

    private static StageRecord stage(String kind, String name, long images, double flops, double seconds) {
        StageInfo info = new StageInfo(name, kind, "component", name, 0);
        return new StageRecord(
                info, "", List.of(), 1, 1, images, flops, seconds, Map.of(), List.of(), List.of(), List.of(), NOWHERE,
                List.of());
    }
}
