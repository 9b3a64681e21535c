package io.peco4j.conformance;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.workbench.Workbench;
import java.util.Optional;

/**
 * What trains, made for one test; closing it frees everything.
 *
 * @param learner under test
 * @param manager owns the component's tensors
 * @param free closes the managers that it was created with
 */
public record Trainee(Learner learner, NDManager manager, Runnable free) implements AutoCloseable {

    /**
     * What trains a component.
     *
     * @param learner of the component; where it has none, the bench is closed, and the rule does not apply
     * @param manager owns the component's tensors
     * @param bench that it was made on
     */
    static Trainee of(Optional<Learner> learner, NDManager manager, Workbench bench) {
        if (learner.isEmpty()) {
            bench.close();
            throw Applies.not("it does not train");
        }
        return new Trainee(learner.get(), manager, bench::close);
    }

    @Override
    public void close() {
        free.run();
    }
}
