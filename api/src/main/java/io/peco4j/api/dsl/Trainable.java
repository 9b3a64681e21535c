package io.peco4j.api.dsl;

/**
 * A builder of something that trains by a {@link io.peco4j.api.train.Recipe}; further numbers of the recipe go through
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

    /** Decoupled weight decay of AdamW. */
    default S weightDecay(double decay) {
        return set("weight-decay", decay);
    }
}
