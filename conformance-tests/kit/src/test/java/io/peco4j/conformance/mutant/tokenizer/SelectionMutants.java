package io.peco4j.conformance.mutant.tokenizer;

import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tokenizers whose learners do not stay with their examples. */
final class SelectionMutants {
    private SelectionMutants() {}

    @Breaks(rule = "LRN-16", says = "asked for twice")
    static final class DrawsAnewAtEveryCall extends ReferenceTokenizer {
        @Inject
        DrawsAnewAtEveryCall(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                private int calls;

                @Override
                public Split examples(Split train) {
                    int[] but = IntStream.range(0, train.size())
                            .filter(i -> i != calls)
                            .toArray();
                    calls++;
                    return train.select(but);
                }
            });
        }
    }
}
