package io.peco4j.runtime.cli;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.StageCost;
import io.peco4j.runtime.text.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an image costs in a tokenizer or a pretraining, as a multiple of what it costs in the study's first of the kind.
 */
final class RelativeFlops {
    private final Map<String, Stage> baselines = new LinkedHashMap<>();
    private final Estimate estimate;

    RelativeFlops(Plan plan, Estimate estimate) {
        this.estimate = estimate;
        for (Stage stage : plan.stages()) {
            if (StageInfo.areCompared(stage.info().kind())) {
                baselines.putIfAbsent(stage.info().kind(), stage);
            }
        }
    }

    /** Such as {@code 0.26×}; a dash for what is not compared, or costs an unknown number of operations. */
    String of(Stage stage) {
        Stage baseline = baselines.get(stage.info().kind());
        if (baseline == null || baseline.info().name().equals(stage.info().name())) {
            return "-";
        }
        return Figures.times(perImage(stage) / perImage(baseline)).orElse("-");
    }

    private double perImage(Stage stage) {
        StageCost cost = estimate.cost(stage);
        return cost.flops() / cost.images();
    }
}
