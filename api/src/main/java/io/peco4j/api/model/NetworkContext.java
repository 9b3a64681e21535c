package io.peco4j.api.model;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.train.Precision;
import java.util.random.RandomGenerator;

/**
 * The means by which a component builds its networks; injected into its constructor.
 *
 * <p>One context belongs to one component instance and is used on one thread.
 */
public interface NetworkContext {
    /**
     * Owns the tensors of this component: parameters, buffers, constants. Closed by the runtime after the component's
     * last use. Tensors of one step do not belong here: they go to the manager of the batch.
     */
    NDManager manager();

    /** The number format of matrix products, convolutions and attention. */
    Precision precision();

    /** Randomness of initialisation: a function of the study's seed and of this component's place in it. */
    RandomGenerator random();

    /**
     * Creates a component that this one's options name, with its trained weights if it has any. The result has its own
     * context, and the lifetime of this component.
     *
     * <p>A task, of an option of a task, was trained before on the same data and for the same encoder or tokenizer. It
     * is created with an encoder of its own, and with all that its learner had when its training was over.
     *
     * @throws IllegalArgumentException if the options do not name it
     */
    <T> T create(Component<T> component);

    /** Creates a pretraining framework that trains the given encoder, as part of the calling component. */
    PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder);

    /** Creates an objective for the training of the given networks, as part of the calling component. */
    CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network);
}
