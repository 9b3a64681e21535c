package io.peco4j.conformance.mutant.pretraining;

import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Optional;

/** Pretraining frameworks without a learner, to be tried as such. */
final class Controls {
    private Controls() {}

    /** Keeps all rules. */
    static final class ReferenceControl implements PretrainingFramework {
        @Inject
        ReferenceControl(ReferenceFramework.Options options) {}

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }
    }

    @Breaks(rule = "PRE-13", says = "not as they were drawn")
    static final class ShrinksTheEncoder implements PretrainingFramework {
        @Inject
        ShrinksTheEncoder(ReferenceFramework.Options options, VisionEncoder encoder) {
            encoder.trainable().values().forEach(tensor -> tensor.muli(0.5f));
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }
    }
}
