package io.peco4j.api.train;

import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Split;
import java.util.List;

/**
 * The plugin author's half of a training run. The runtime provides the other half: loader, optimiser, schedule,
 * clipping, accumulation, checkpoints, resume, progress.
 *
 * <p>{@link #state()} holds every tensor that training changes (parameters, moving averages, teachers), so that a run
 * restored from it ends in the same bytes.
 */
public interface Learner extends Stateful {
    /** At least one, in the order in which a step runs them. */
    List<Objective> objectives();

    /**
     * What an epoch passes over: the training split, or a part of it, as where only some of the labels may be learned
     * from. Epochs, steps and images seen are counted by its size; indices of a batch are its own.
     *
     * <pre>{@code
     * public Split examples(Split train) {
     *     return train.select(labelled);
     * }
     * }</pre>
     *
     * @param train the training split, whole; none of its examples is decoded here
     * @return examples of it; the same at every call, and in every learner that is made with the same seed and options
     */
    default Split examples(Split train) {
        return train;
    }

    /** How an example of {@link #examples} becomes a row of a batch. */
    Preparation preparation();

    /** How long, how fast, in which portions. */
    Recipe recipe();

    /**
     * How often an epoch shows an example, each time prepared with other randomness: the repeated augmentation of
     * Hoffer et al. 2020 and DeiT. The copies of an example follow each other, so they meet in a batch. An epoch still
     * has as many rows as the split has examples, so it shows only one in {@code repeats()} of them, drawn anew for
     * every epoch. Epochs, steps and images seen are those of a training without repeats.
     *
     * @return at least 1; the same at every call
     */
    default int repeats() {
        return 1;
    }

    /**
     * What passes gather beside gradients, the same tensors at every call. Without it, a learner whose passes change
     * anything else than gradients can be trained by one worker only.
     */
    default PassState passState() {
        return PassState.none();
    }

    /**
     * Called after all objectives of a step have updated their parameters, with gradient mode off: moving averages,
     * codebook updates.
     */
    default void afterStep(Step step) {}

    /**
     * Floating-point operations of matrix products and convolutions that one example costs in a step, forward and
     * backward, frozen networks included; a multiply-add counts two. 0 if unknown: plans then show no estimate.
     */
    default double flopsPerExample() {
        return 0;
    }

    /**
     * Bytes that one example of a pass keeps from the forward pass to the backward one, in the precision in use; of
     * objectives that run after one another, those of the largest. A frozen pass without a graph keeps nothing. What
     * there is once, whatever the batch, does not count: weights, gradients, moments. NaN if unknown, as every sum is
     * that a NaN is part of: plans then show no estimate.
     */
    default double activationBytesPerExample() {
        return Double.NaN;
    }
}
