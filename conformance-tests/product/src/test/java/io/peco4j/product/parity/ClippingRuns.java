package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.optim.ClipUnits;
import io.peco4j.nn.optim.ClipValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Timm's ways to bound gradients. */
final class ClippingRuns {
    private ClippingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "huggingface/pytorch-image-models",
                        "timm/utils/clip_grad.py: dispatch_clip_grad; timm/utils/agc.py: adaptive_clip_grad"),
                ClippingRuns::modes);
    }

    private static void modes(ParityCase reference) {
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Map<String, NDArray> weights = new LinkedHashMap<>(reference.under("in." + i + ".param."));
            weights.values().forEach(weight -> weight.setRequiresGradient(true));
            OptimRuns.setGradients(weights, reference.under("in." + i + ".grad."));
            clip(reference, runs.get(i), OptimRuns.all(weights));
            String key = "out." + i + ".grad.";
            weights.forEach((name, weight) -> reference.check(key + name, weight.getGradient()));
        }
    }

    private static void clip(ParityCase reference, Arguments run, List<ParameterGroup> groups) {
        double bound = run.number("value");
        int power = run.integer("norm_type", 2);
        switch (run.text("mode")) {
            case "norm" ->
                new ClipNorm(groups, power == 1 ? ClipNorm.Length.SUM : ClipNorm.Length.EUCLIDEAN)
                        .clip(reference.manager(), bound);
            case "value" -> new ClipValue(groups).clip(reference.manager(), bound);
            case "agc" -> new ClipUnits(groups, power).clip(reference.manager(), bound);
            default -> throw new IllegalArgumentException(run.text("mode"));
        }
    }
}
