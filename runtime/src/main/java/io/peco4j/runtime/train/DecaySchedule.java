package io.peco4j.runtime.train;

import io.peco4j.api.train.WeightDecay;

/**
 * The weight decay of every optimiser step: constant, or along half a cosine that would reach the final value one step
 * after the last, as in DINO's {@code cosine_scheduler}. The warm-up of the learning rate does not shift it.
 *
 * @param decay at both ends
 * @param total steps of the training
 */
public record DecaySchedule(WeightDecay decay, long total) {

    /** The weight decay of the step with that index, from 0. */
    public double at(long step) {
        return decay.finalWeightDecay()
                .map(last -> HalfCosine.at(decay.weightDecay(), last, (double) step / total))
                .orElse(decay.weightDecay());
    }

    /** Whether it is worth a curve. */
    boolean moves() {
        return decay.finalWeightDecay().isPresent();
    }
}
