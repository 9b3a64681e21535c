package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an objective computed for a batch.
 *
 * @param value float32 scalar, the mean over the batch, with its graph
 * @param metrics float32 scalars to plot with it, by name, such as {@code accuracy}; averaged over passes and steps
 */
public record Loss(NDArray value, Map<String, NDArray> metrics) {
    public Loss {
        metrics = Map.copyOf(metrics);
    }

    public static Loss of(NDArray value) {
        return new Loss(value, Map.of());
    }

    /** The same loss and one more metric. */
    public Loss with(String name, NDArray metric) {
        Map<String, NDArray> more = new LinkedHashMap<>(metrics);
        more.put(name, metric);
        return new Loss(value, more);
    }
}
