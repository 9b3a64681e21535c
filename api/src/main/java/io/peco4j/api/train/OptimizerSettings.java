package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * What moves the parameters.
 *
 * @param optimizer the method
 * @param beta1 AdamW: decay of the first moment; SGD and LARS: momentum; in [0, 1)
 * @param beta2 AdamW: decay of the second moment, in [0, 1); the others do not use it
 * @param nesterov whether a step looks ahead along the momentum, false where it is left out; only with
 *     {@link Recipe.Optimizer#SGD}
 */
public record OptimizerSettings(
        @Describe("optimiser: adamw; sgd; or lars, for convolutional networks and large batches") @Default("adamw")
        Recipe.Optimizer optimizer,

        @Describe("AdamW: decay of the first moment; SGD and LARS: momentum")
        @Default("0.9")
        @Range(min = 0, max = 0.999999)
        double beta1,

        @Describe("AdamW: decay of the second moment") @Default("0.999") @Range(min = 0, max = 0.999999)
        double beta2,

        @Describe("SGD: whether a step looks ahead along the momentum; null: false")
        @OnlyWith(option = "optimizer", value = "sgd")
        Optional<Boolean> nesterov) {
    /** @throws IllegalArgumentException if another optimiser is to look ahead */
    public OptimizerSettings {
        boolean sgd = optimizer == Recipe.Optimizer.SGD;
        if (nesterov.isPresent() && !sgd) {
            throw new IllegalArgumentException("nesterov belongs to the optimiser sgd");
        }
        nesterov = sgd ? Optional.of(nesterov.orElse(false)) : nesterov;
    }

    /** Settings without looking ahead. */
    public OptimizerSettings(Recipe.Optimizer optimizer, double beta1, double beta2) {
        this(optimizer, beta1, beta2, Optional.empty());
    }

    /** Whether a step looks ahead along the momentum. */
    public boolean looksAhead() {
        return nesterov.orElse(false);
    }
}
