package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters that share a learning rate, a weight decay and a start.
 *
 * <p>A group starts at the first step of {@code fromEpoch}. Before, nothing of it changes: no weight, no moment, no
 * count of steps, whatever its gradients are, and these do not count in the norm that is clipped; then it starts as a
 * fresh one would. The learning rate is that of the training's step, which may be past the warm-up by then.
 *
 * <pre>{@code
 * List<ParameterGroup> groups() {
 *     return List.of(
 *             new ParameterGroup("network", network.trainable(), 1, true),
 *             new ParameterGroup("last layer", last.trainable(), 1, true).startingAt(1));
 * }
 * }</pre>
 *
 * @param name shown in logs and errors, such as {@code layer 3, no decay}
 * @param parameters live float32 tensors by dotted name, in a fixed order; a tensor is in one group of an objective at
 *     most
 * @param learningRateScale multiplies the scheduled learning rate; used for layer-wise decay
 * @param weightDecay whether the recipe's weight decay applies
 * @param fromEpoch the pass over the data, from 0, from which on the group moves, also where the recipe's length is in
 *     steps; DINO's last layer stays for one
 */
public record ParameterGroup(
        String name, Map<String, NDArray> parameters, double learningRateScale, boolean weightDecay, int fromEpoch) {
    /** @throws IllegalArgumentException if the epoch is negative */
    public ParameterGroup {
        if (fromEpoch < 0) {
            throw new IllegalArgumentException("the group '" + name + "' starts at the epoch " + fromEpoch);
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A group that moves from the first step on. */
    public ParameterGroup(String name, Map<String, NDArray> parameters, double learningRateScale, boolean weightDecay) {
        this(name, parameters, learningRateScale, weightDecay, 0);
    }

    /** The same group, moving from an epoch on. */
    public ParameterGroup startingAt(int epoch) {
        return new ParameterGroup(name, parameters, learningRateScale, weightDecay, epoch);
    }

    /** The same group with its parameters in another order, or others. */
    public ParameterGroup with(Map<String, NDArray> others) {
        return new ParameterGroup(name, others, learningRateScale, weightDecay, fromEpoch);
    }

    /** Whether the group moves in that epoch, from 0. */
    public boolean moves(int epoch) {
        return epoch >= fromEpoch;
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
