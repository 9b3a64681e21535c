package io.peco4j.conformance.mutant.tokenizer;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tokenizers whose learners do not keep to the start of a group. */
final class LateGroupMutants {
    private LateGroupMutants() {}

    @Breaks(
            rule = "LRN-14",
            says = "the group 'decoder', which starts in epoch 2, that two steps of the epoch before moved")
    static final class ScalesALateGroupBeforeItStarts extends ReferenceTokenizer {
        @Inject
        ScalesALateGroupBeforeItStarts(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public void afterStep(Step step) {
                    super.afterStep(step);
                    if (step.epoch() < DECODER_STARTS) {
                        named("decoder.weight").muli(0.9f);
                    }
                }
            });
        }
    }
}
