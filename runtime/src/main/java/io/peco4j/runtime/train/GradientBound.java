package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.optim.ClipEach;
import io.peco4j.nn.optim.ClipNorm;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Clips the gradient of what moves, and says how long it was: of the groups that have started.
 *
 * @param from the epochs in which groups start, and how to clip from then on
 */
record GradientBound(NavigableMap<Integer, ToDoubleFunction<NDManager>> from) {

    /** The bound of a recipe. */
    static GradientBound of(List<ParameterGroup> groups, Clipping clipping) {
        NavigableMap<Integer, ToDoubleFunction<NDManager>> from = new TreeMap<>();
        for (ParameterGroup started : groups) {
            List<ParameterGroup> moving = groups.stream()
                    .filter(group -> group.moves(started.fromEpoch()))
                    .toList();
            if (moving.stream().anyMatch(group -> !group.parameters().isEmpty())) {
                from.computeIfAbsent(started.fromEpoch(), epoch -> clip(moving, clipping));
            }
        }
        return new GradientBound(from);
    }

    private static ToDoubleFunction<NDManager> clip(List<ParameterGroup> groups, Clipping clipping) {
        if (clipping.clipEach().isPresent()) {
            ClipEach clip = new ClipEach(groups);
            double bound = clipping.clipEach().get();
            return manager -> length(clip.clip(manager, bound));
        }
        ClipNorm clip = new ClipNorm(groups);
        double bound = clipping.clip().orElse(Double.POSITIVE_INFINITY);
        return manager -> length(clip.clip(manager, bound));
    }

    /** Of the norms of parts, that of the whole. */
    private static double length(NDArray norms) {
        try (norms) {
            double squares = 0;
            float[] values = norms.toFloatArray();
            for (float value : values) {
                squares += (double) value * value;
            }
            return values.length == 1 ? values[0] : Math.sqrt(squares);
        }
    }

    /**
     * Clips the gradients in place.
     *
     * @param manager of temporaries
     * @return the global norm before, which is not a number if a gradient is not; 0 where nothing moves in that epoch
     */
    double clip(NDManager manager, int epoch) {
        Map.Entry<Integer, ToDoubleFunction<NDManager>> started = from.floorEntry(epoch);
        return started == null ? 0 : started.getValue().applyAsDouble(manager);
    }
}
