package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * The weight decay of the groups that have one.
 *
 * @param weightDecay at the first step: AdamW's is decoupled from the gradient, that of SGD and LARS is added to it
 * @param finalWeightDecay what it moves to along half a cosine, which it would reach one step after the last, as in
 *     DINO; may be higher or lower. Where it is left out, the weight decay is constant
 */
public record WeightDecay(
        @Describe("AdamW: decoupled weight decay; SGD and LARS: added to the gradient")
        @Default("0.05")
        @Range(min = 0, max = 10)
        double weightDecay,

        @Describe("weight decay that the training ends with, reached along a cosine; null: it is constant")
        @Range(min = 0, max = 10)
        Optional<Double> finalWeightDecay) {

    /** A weight decay that is the same at every step. */
    public static WeightDecay constant(double decay) {
        return new WeightDecay(decay, Optional.empty());
    }

    /** A weight decay that moves from one value to another: DINO. */
    public static WeightDecay between(double first, double last) {
        return new WeightDecay(first, Optional.of(last));
    }
}
