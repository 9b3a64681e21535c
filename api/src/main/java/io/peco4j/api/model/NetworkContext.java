package io.peco4j.api.model;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Precision;
import java.util.random.RandomGenerator;

/**
 * What a component builds its networks with; injected into its constructor.
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
     * Makes a component that this one's options name, with its trained weights where it has any. The result has a
     * context of its own; it lives as long as this component.
     */
    <T> T create(Component<T> component);

    /** Makes a pretraining framework that trains the given encoder, as part of the calling component. */
    PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder);

    /** Makes an objective of the given networks' training, as part of the calling component. */
    CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network);
}
