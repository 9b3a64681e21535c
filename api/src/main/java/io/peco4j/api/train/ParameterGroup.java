package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters that share a learning rate and a weight decay.
 *
 * @param name shown in logs and errors, such as {@code layer 3, no decay}
 * @param parameters live float32 tensors by dotted name, in a fixed order; a tensor is in one group of an objective at
 *     most
 * @param learningRateScale multiplies the scheduled learning rate; used for layer-wise decay
 * @param weightDecay whether the recipe's weight decay applies
 */
public record ParameterGroup(
        String name, Map<String, NDArray> parameters, double learningRateScale, boolean weightDecay) {
    public ParameterGroup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The learning rate of this group if that of the schedule is {@code scheduled}. */
    public double learningRate(double scheduled) {
        return scheduled * learningRateScale;
    }

    /** The weight decay of this group if that of the recipe is {@code stated}. */
    public double weightDecay(double stated) {
        return weightDecay ? stated : 0;
    }
}
