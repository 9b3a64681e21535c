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
                .endsWith("this study cannot judge the differences between them.");
        assertThat(new Report(run, key -> Path.of("nowhere")).html()).contains("No pretraining beats none");
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
        for (String name : List.of("none", "mae", "beit")) {
            for (int seed = 0; means.containsKey(name) && seed < seeds; seed++) {
                long steps = name.equals("none") ? 0 : 100;
                stages.add(new StageRecord(
                        new StageInfo(name + seed, "pretraining", name, "vit / " + name, seed),
                        "",
                        List.of(),
                        1,
                        steps,
                        steps,
                        1,
                        1,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        NOWHERE,
                        List.of()));
                Map<String, String> axes = new LinkedHashMap<>();
                axes.put("encoder", "vit");
                axes.put("pretraining", name);
                double noise = NOISE.getOrDefault(name, List.of()).get(seed);
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
}
