package io.peco4j.conformance.mutant.tokenizer;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.PassState;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tokenizers whose learners several workers cannot train. */
final class WorkerMutants {
    private WorkerMutants() {}

    @Breaks(rule = "LRN-19", says = "quantize.embedding.cluster_size")
    static final class KeepsItsCountsToItself extends ReferenceTokenizer {
        @Inject
        KeepsItsCountsToItself(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public PassState passState() {
                    return PassState.none();
                }
            });
        }
    }
}
