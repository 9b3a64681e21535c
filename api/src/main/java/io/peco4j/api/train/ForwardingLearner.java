package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Split;
import java.util.List;
import java.util.Map;

/**
 * A learner that leaves to another one what it does not do itself.
 *
 * <pre>{@code
 * record Shortened(Learner learner, Recipe recipe) implements ForwardingLearner {}
 * }</pre>
 */
public interface ForwardingLearner extends Learner {
    /** The other one; the same at every call. */
    Learner learner();

    @Override
    default List<Objective> objectives() {
        return learner().objectives();
    }

    @Override
    default Split examples(Split train) {
        return learner().examples(train);
    }

    @Override
    default Preparation preparation() {
        return learner().preparation();
    }

    @Override
    default Recipe recipe() {
        return learner().recipe();
    }

    @Override
    default int repeats() {
        return learner().repeats();
    }

    @Override
    default PassState passState() {
        return learner().passState();
    }

    @Override
    default void afterStep(Step step) {
        learner().afterStep(step);
    }

    @Override
    default double flopsPerExample() {
        return learner().flopsPerExample();
    }

    @Override
    default double activationBytesPerExample() {
        return learner().activationBytesPerExample();
    }

    @Override
    default Map<String, NDArray> state() {
        return learner().state();
    }
}
