package io.peco4j.dsl.builder;

import io.peco4j.api.train.Recipe;

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

    /** Images per optimiser step. */
    default S batch(int images) {
        return set("batch", images);
    }

    /** Peak learning rate, not scaled by the batch. */
    default S learningRate(double rate) {
        return set("learning-rate", rate);
    }

    /** Epochs of linear warm-up; may be a fraction. */
    default S warmupEpochs(double epochs) {
        return set("warmup-epochs", epochs);
    }

    /** Weight decay: AdamW's is decoupled from the gradient. */
    default S weightDecay(double decay) {
        return set("weight-decay", decay);
    }

    /** The optimiser; AdamW unless the component has another default. */
    default S optimizer(Recipe.Optimizer optimizer) {
        return set("optimizer", optimizer);
    }
}
