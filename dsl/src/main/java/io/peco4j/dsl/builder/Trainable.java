package io.peco4j.dsl.builder;

import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import java.util.Arrays;

/**
 * A builder of something that trains by a {@link Recipe}; further numbers of the recipe go through
 * {@link #set}.
 *
 * @param <T> the extension point
 * @param <S> the builder itself
 */
public interface Trainable<T, S extends Trainable<T, S>> extends Configurable<T, S> {
    /** Passes over the training split. */
    default S epochs(int epochs) {
        return set("epochs", epochs);
    }

    /** Optimiser steps, instead of epochs. */
    default S steps(long steps) {
        return set("steps", steps);
    }

    /** Images per optimiser step. */
    default S batch(int images) {
        return set("batch", images);
    }

    /** Peak learning rate, not scaled by the batch. */
    default S learningRate(double rate) {
        return set("learning-rate", rate);
    }

    /** Epochs of warm-up; may be a fraction. */
    default S warmupEpochs(double epochs) {
        return set("warmup-epochs", epochs);
    }

    /** Optimiser steps of warm-up, instead of epochs. */
    default S warmupSteps(long steps) {
        return set("warmup-steps", steps);
    }

    /** How the learning rate goes on after the warm-up. */
    default S schedule(RateSchedule.Policy policy) {
        return set("schedule", policy);
    }

    /**
     * A learning rate that is multiplied by a tenth, or the option {@code gamma}, in these epochs or, of a length in
     * steps, steps.
     */
    default S milestones(double... positions) {
        return schedule(RateSchedule.Policy.MILESTONES)
                .set("milestones", Arrays.stream(positions).boxed().toList());
    }

    /** Weight decay: AdamW's is decoupled from the gradient. */
    default S weightDecay(double decay) {
        return set("weight-decay", decay);
    }

    /** Weight decay at the end, reached along a cosine. */
    default S finalWeightDecay(double decay) {
        return set("final-weight-decay", decay);
    }

    /** Largest global norm of the gradient. */
    default S clip(double norm) {
        return set("clip", norm);
    }

    /** Largest norm of each parameter's gradient, instead of the global one. */
    default S clipEach(double norm) {
        return set("clip-each", norm);
    }

    /** The optimiser; AdamW unless the component has another default. */
    default S optimizer(Recipe.Optimizer optimizer) {
        return set("optimizer", optimizer);
    }
}
