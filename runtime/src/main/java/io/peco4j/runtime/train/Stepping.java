package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Learner;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** How a training gets from batch to batch, and what of it goes into checkpoints. */
sealed interface Stepping permits Steps, LocalTraining {
    Learner learner();

    /** Number of steps of the training. */
    long total();

    /** Number of trained scalars, those that several objectives share counted once. */
    long parameters();

    /** Whether a worker computes all passes of a step by itself, as they build on each other. */
    boolean inOrder(long step);

    /**
     * One step.
     *
     * @param batch whole, or this worker's share of it where passes are {@link #inOrder not in order}
     * @return figures of the step: losses, gradient norms, learning rate, a weight decay that moves, the objectives'
     *     own. The first objective's go by their plain names, those of further ones after the objective's name and a
     *     slash
     */
    Map<String, Double> run(Share batch);

    /** After every step, also after one whose examples all cannot be read. */
    void ended(long step);

    /** Live tensors that are equal on all workers between steps. */
    Map<String, NDArray> common();

    /**
     * Begins where the first worker does.
     *
     * @param checkpoint called on the first worker: restores all tensors from its checkpoint, and says where that
     *     stands
     * @param beginning where a training without one stands
     */
    Position start(Workers workers, Function<Map<String, NDArray>, Position> checkpoint, Position beginning);

    /**
     * Called on all workers between steps.
     *
     * @param write called on the first worker, with everything that the future of the training depends on
     */
    void save(Workers workers, Consumer<Map<String, NDArray>> write);
}
