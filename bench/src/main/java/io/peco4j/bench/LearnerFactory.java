package io.peco4j.bench;

import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;

/** Makes learners whose steps are measured; the benchmark knows no component. */
@FunctionalInterface
public interface LearnerFactory {
    /**
     * A new learner.
     *
     * @param image side of its pictures, in pixels
     */
    Open open(int image, Precision precision);

    /**
     * A learner in use.
     *
     * @param closing frees its tensors
     */
    record Open(Learner learner, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}
