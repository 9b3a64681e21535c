package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/**
 * What moves the parameters.
 *
 * @param optimizer the method
 * @param beta1 AdamW: decay of the first moment; SGD and LARS: momentum; in [0, 1)
 * @param beta2 AdamW: decay of the second moment, in [0, 1); the others do not use it
 */
public record OptimizerSettings(
        @Describe("optimiser: adamw; sgd; or lars, for convolutional networks and large batches") @Default("adamw")
        Recipe.Optimizer optimizer,

        @Describe("AdamW: decay of the first moment; SGD and LARS: momentum")
        @Default("0.9")
        @Range(min = 0, max = 0.999999)
        double beta1,

        @Describe("AdamW: decay of the second moment") @Default("0.999") @Range(min = 0, max = 0.999999)
        double beta2) {}
