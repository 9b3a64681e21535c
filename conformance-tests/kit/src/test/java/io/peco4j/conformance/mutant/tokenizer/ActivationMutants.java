package io.peco4j.conformance.mutant.tokenizer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tokenizers whose learners say something wrong of the memory of their activations. */
final class ActivationMutants {
    private ActivationMutants() {}

    @Breaks(rule = "LRN-15", says = "bytes of activations per example")
    static final class CountsTheRowsOfTheLastBatch extends ReferenceTokenizer {
        private double bytes = 1024;

        @Inject
        CountsTheRowsOfTheLastBatch(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            bytes = 1024.0 * images.getShape().get(0);
            return super.loss(images, step);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public double activationBytesPerExample() {
                    return bytes;
                }
            });
        }
    }

    @Breaks(rule = "LRN-15", says = "which is unknown, or positive and finite")
    static final class SaysNothingForUnknown extends ReferenceTokenizer {
        @Inject
        SaysNothingForUnknown(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public double activationBytesPerExample() {
                    return 0;
                }
            });
        }
    }
}
