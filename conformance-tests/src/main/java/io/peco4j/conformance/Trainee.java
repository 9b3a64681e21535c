package io.peco4j.conformance;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Learner;

/**
 * What trains, made for one test; closing it frees everything.
 *
 * @param learner under test
 * @param manager owns the component's tensors
 * @param free closes whatever it was made on
 */
public record Trainee(Learner learner, NDManager manager, Runnable free) implements AutoCloseable {
    @Override
    public void close() {
        free.run();
    }
}
