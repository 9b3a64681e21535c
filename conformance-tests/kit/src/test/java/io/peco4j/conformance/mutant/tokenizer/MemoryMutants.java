package io.peco4j.conformance.mutant.tokenizer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.conformance.mutant.Unwritten;
import jakarta.inject.Inject;

/** Tokenizers that read memory which nobody wrote, or which others may have. */
final class MemoryMutants {
    private MemoryMutants() {}

    @Breaks(rule = "TOK-15", says = "filled with NaN")
    static final class DrawsWhatLiesInMemory extends ReferenceTokenizer {
        @Inject
        DrawsWhatLiesInMemory(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            return Unwritten.added(super.reconstruct(tokens));
        }
    }

    @Breaks(rule = "TOK-15", says = "buffers of closed tensors")
    static final class ClosesWhatItReturnsAViewOf extends ReferenceTokenizer {
        @Inject
        ClosesWhatItReturnsAViewOf(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            try (NDArray pictures = super.reconstruct(tokens);
                    NDArray numbers = tokens.getManager().create(pictures.toFloatArray())) {
                return numbers.reshape(pictures.getShape());
            }
        }
    }

    @Breaks(rule = "LRN-13", says = "loss")
    static final class AddsWhatLiesInMemory extends ReferenceTokenizer {
        @Inject
        AddsWhatLiesInMemory(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            return Unwritten.added(super.loss(images, step));
        }
    }

    @Breaks(rule = "LRN-13", says = "gradient")
    static final class ClosesWhatTheGradientNeeds extends ReferenceTokenizer {
        @Inject
        ClosesWhatTheGradientNeeds(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            try (NDArray scale = images.getManager().create(2f)) {
                return super.loss(images, step).mul(scale);
            }
        }
    }
}
