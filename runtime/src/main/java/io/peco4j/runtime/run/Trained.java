package io.peco4j.runtime.run;

import io.peco4j.api.train.Stateful;
import io.peco4j.runtime.plan.Stage;

/** Gives a component the weights that its stage left behind. */
@FunctionalInterface
public interface Trained {
    void restore(Stage stage, Stateful component);

    /** Leaves everything at its initialisation: enough to check a study and to count its cost. */
    static Trained nothing() {
        return (stage, component) -> {};
    }
}
