package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.task.Score;
import io.peco4j.dsl.Published;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.record.StageRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ControlVerdictTest {
    private static final Provenance NOWHERE = new Provenance("", "", "", "", "", 1, "", "", Map.of());

    private static final Map<String, List<Double>> NOISE =
            Map.of("none", List.of(0.0, 0.3, 0.1), "mae", List.of(0.2, 0.0, 0.3), "beit", List.of(0.1, 0.2, 0.0));

    @Test
    void whatBeatsTheControlIsNamed() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0, "beit", 30.1), 3, List.of());
        assertThat(sentences(run))
                .containsExactly("Of 2 pretrainings, 1 beats none, the control, which trains nothing, by more than the"
                        + " noise in detection (box AP): mae.");
    }

    @Test
    void theOnlyOneIsNamedAtOnce() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0), 3, List.of());
        assertThat(sentences(run))
                .containsExactly("Pretraining with mae beats none, the control, which trains nothing, by more than the"
                        + " noise in detection (box AP).");
    }

    @Test
    void allAreCountedInAWord() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0, "beit", 41.0), 3, List.of());
        assertThat(sentences(run))
                .singleElement()
                .asString()
                .startsWith("Both pretrainings beat none, the control")
                .endsWith(": mae, beit.");
    }

    @Test
    void whereNothingDoesTheStudyCannotJudge() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 30.2, "beit", 25.0), 3, List.of());
        assertThat(sentences(run))
                .singleElement()
                .asString()
                .startsWith("No pretraining beats none")
                .endsWith("by this score the study cannot judge the differences between them.");
        assertThat(new Report(run, key -> Path.of("nowhere")).html()).contains("No pretraining beats none");
    }

    /** What labels are worth says nothing of pretrainings without them. */
    @Test
    void trainingWithLabelsIsAControlOfItsOwn() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 30.2, "beit", 25.0, "supervised", 50.0), 3, List.of());
        assertThat(sentences(run))
                .singleElement()
                .asString()
                .startsWith("No pretraining beats none")
                .endsWith("between them; supervised, the control with labels, beats it.");
        assertThat(ResultsVerdict.of(Comparison.of(run))).contains("with the control with labels, supervised the");
        assertThat(sentences(run(Map.of("none", 30.0, "mae", 40.0, "supervised", 30.0), 3, List.of())))
                .containsExactly("Pretraining with mae beats none, the control, which trains nothing, by more than the"
                        + " noise in detection (box AP); supervised, the control with labels, does not beat it.");
        assertThat(sentences(run(Map.of("none", 30.0, "supervised", 50.0), 3, List.of())))
                .containsExactly("supervised, the control with labels, beats none, the control, which trains nothing,"
                        + " by more than the noise in detection (box AP).");
    }

    /** A framework that trains, with no epoch, judges weights that it was given. */
    @Test
    void weightsAsTheyAreAreNoControl() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0), 3, List.of());
        List<StageRecord> given = run.stages().stream()
                .map(stage -> stage.stage().component().equals("mae") ? stage(stage.stage(), 100, 0) : stage)
                .toList();
        assertThat(sentences(run(given, run.cells())))
                .singleElement()
                .asString()
                .startsWith("Pretraining with mae");
    }

    @Test
    void whatCannotBeComparedIsNamed() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0, "beit", 41.0), 3, List.of());
        List<Cell> cells = run.cells().stream()
                .map(cell -> cell.axes().containsValue("beit")
                        ? new Cell(
                                cell.axes(), "detection", cell.seed(), "", List.of(Score.percent("box AP", Double.NaN)))
                        : cell)
                .toList();
        assertThat(sentences(run(run.stages(), cells)))
                .singleElement()
                .asString()
                .startsWith("Pretraining with mae beats none")
                .contains("; of beit it is not known");
    }

    /** Not seen to be noise, and not seen to be none: the same in each seed. */
    @Test
    void nothingIsSaidOfAnUnknownSpread() {
        List<Cell> cells = run(Map.of("none", 30.0, "mae", 40.0), 3, List.of()).cells().stream()
                .map(cell -> new Cell(
                        cell.axes(),
                        "detection",
                        cell.seed(),
                        "",
                        List.of(Score.percent(
                                "box AP", cell.seed() + (cell.axes().containsValue("mae") ? 50 : 30)))))
                .toList();
        RunRecord run = run(run(Map.of("none", 30.0, "mae", 40.0), 3, List.of()).stages(), cells);
        assertThat(sentences(run)).isEmpty();
        assertThat(ResultsVerdict.of(Comparison.of(run))).contains("the same in every seed: the noise is unknown");
    }

    @Test
    void differencesNameTheControlAsSuch() {
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0), 3, List.of());
        assertThat(ResultsVerdict.of(Comparison.of(run)))
                .startsWith("With mae pretraining the detection is 10.0 points better than with the control, none (");
    }

    @Test
    void oneSeedOrNoControlSaysNothing() {
        assertThat(sentences(run(Map.of("none", 30.0, "mae", 40.0), 1, List.of())))
                .isEmpty();
        assertThat(sentences(run(Map.of("mae", 30.0, "beit", 40.0), 3, List.of())))
                .isEmpty();
    }

    @Test
    void aScoreWithPublishedFiguresIsAMainOne() {
        Published masks = Published.in("a paper").on("detection", "mask AP").figure("mae", 40);
        RunRecord run = run(Map.of("none", 30.0, "mae", 40.0), 3, List.of(masks));
        assertThat(Comparison.of(run).main()).extracting(Column::score).containsExactly("box AP", "mask AP");
        assertThat(sentences(run)).hasSize(2);
        assertThat(new Report(run, key -> Path.of("nowhere")).verdict())
                .contains("the box AP of detection is", "the mask AP of detection is");
    }

    private static List<String> sentences(RunRecord run) {
        return ControlVerdict.of(run, Comparison.of(run));
    }

    private static RunRecord run(Map<String, Double> means, int seeds, List<Published> published) {
        List<StageRecord> stages = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (String name : List.of("none", "mae", "beit", "supervised")) {
            for (int seed = 0; means.containsKey(name) && seed < seeds; seed++) {
                long steps = name.equals("none") ? 0 : 100;
                stages.add(stage(new StageInfo(name + seed, "pretraining", name, "vit / " + name, seed), steps, steps));
                Map<String, String> axes = new LinkedHashMap<>();
                axes.put("encoder", "vit");
                axes.put("pretraining", name);
                double noise = NOISE.getOrDefault(name, List.of(0.2, 0.1, 0.0)).get(seed);
                double value = means.get(name) + seed + noise;
                cells.add(new Cell(
                        axes,
                        "detection",
                        seed,
                        name + seed,
                        List.of(Score.percent("box AP", value), Score.percent("mask AP", value - 2))));
            }
        }
        return new RunRecord("s", "", "", "", 1, stages, List.of(), cells, List.of(), published, List.of());
    }

    private static RunRecord run(List<StageRecord> stages, List<Cell> cells) {
        return new RunRecord("s", "", "", "", 1, stages, List.of(), cells, List.of(), List.of(), List.of());
    }

    private static StageRecord stage(StageInfo info, long parameters, long steps) {
        return new StageRecord(
                info,
                info.component().equals("supervised") ? "learns-from = labels" : "",
                List.of(),
                parameters,
                steps,
                steps,
                1,
                1,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                NOWHERE,
                List.of());
    }
}
