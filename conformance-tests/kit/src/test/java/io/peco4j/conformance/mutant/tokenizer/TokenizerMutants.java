package io.peco4j.conformance.mutant.tokenizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Borderless;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Arrays;

/** Tokenizers that break one rule of their own kind each. */
final class TokenizerMutants {
    private TokenizerMutants() {}

    @Breaks(rule = "TOK-01", says = "operations per picture")
    static final class NegativeOperations extends ReferenceTokenizer {
        @Inject
        NegativeOperations(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public double flopsPerImage() {
            return -1;
        }
    }

    @Breaks(rule = "TOK-02", says = "tokens lie in [0, 12)")
    static final class CountsFromTwelve extends ReferenceTokenizer {
        @Inject
        CountsFromTwelve(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return super.tokenize(images).add(TOKENS);
        }
    }

    @Breaks(rule = "TOK-03", says = "asked for twice")
    static final class MistakesTheLastBatchForItsMirror extends ReferenceTokenizer {
        private float[] last = {};
        private Thread thread = Thread.currentThread();

        @Inject
        MistakesTheLastBatchForItsMirror(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            float[] pixels = images.toFloatArray();
            boolean again = Arrays.equals(pixels, last) && thread == Thread.currentThread();
            last = pixels;
            thread = Thread.currentThread();
            NDArray tokens = super.tokenize(images);
            return again ? tokens.add(1) : tokens;
        }
    }

    @Breaks(rule = "TOK-04", says = "depend on the other pictures")
    static final class NormalisesOverTheBatch extends ReferenceTokenizer {
        @Inject
        NormalisesOverTheBatch(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return super.tokenize(images.sub(images.mean(new int[] {0}, true)).mul(5));
        }
    }

    @Breaks(rule = "TOK-05", says = "quantize.embedding.cluster_size")
    static final class LearnsWhileItReconstructs extends ReferenceTokenizer {
        @Inject
        LearnsWhileItReconstructs(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            NDArray pictures = super.reconstruct(tokens);
            named("quantize.embedding.cluster_size").addi(1e-3f);
            return pictures;
        }
    }

    @Breaks(rule = "TOK-06", says = "brightest value")
    static final class ReconstructsBytes extends ReferenceTokenizer {
        @Inject
        ReconstructsBytes(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            return super.reconstruct(tokens).add(1);
        }
    }

    @Breaks(rule = "TOK-07", says = "depends on the others of the batch")
    static final class ReconstructsTheFirst extends ReferenceTokenizer {
        @Inject
        ReconstructsTheFirst(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            NDArray pictures = super.reconstruct(tokens);
            return tokens.getShape().get(0) == 1 ? pictures : pictures.flip(3);
        }
    }

    @Breaks(rule = "TOK-08", says = "(B, h, w)")
    static final class CodewordsAreMaps extends ReferenceTokenizer {
        @Inject
        CodewordsAreMaps(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray codewords(NDArray tokens) {
            NDArray words = super.codewords(tokens);
            return tokens.getShape().get(1) == 1
                    ? words
                    : words.reshape(tokens.getShape().get(0), -1, 2, 4);
        }
    }

    @Breaks(rule = "TOK-09", says = "grid of pictures")
    static final class CropsOtherSizes extends ReferenceTokenizer {
        @Inject
        CropsOtherSizes(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return super.tokenize(images.get(":, :, :" + SIDE + ", :" + SIDE));
        }
    }

    @Breaks(rule = "TOK-10", says = "managers of tokens")
    static final class KeepsItsCodewords extends ReferenceTokenizer {
        @Inject
        KeepsItsCodewords(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray codewords(NDArray tokens) {
            NDArray words = super.codewords(tokens);
            words.attach(tokens.getManager().getParentManager());
            return words;
        }
    }

    @Breaks(rule = "TOK-11", says = "after another evaluation")
    static final class HoardsPictures extends ReferenceTokenizer {
        @Inject
        HoardsPictures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            images.mean().attach(context.manager());
            return super.tokenize(images);
        }
    }

    @Breaks(rule = "TOK-12", says = "written into a fresh tokenizer")
    static final class ForgetsAShift extends ReferenceTokenizer {
        private final double shift;

        @Inject
        ForgetsAShift(Options options, NetworkContext context) {
            super(options, context);
            this.shift = context.random().nextDouble();
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            return super.reconstruct(tokens).mul(shift);
        }
    }

    @Breaks(rule = "TOK-13", also = "LRN-19", says = "before the step's hook")
    static final class MovesTheCodebookInTheLoss extends ReferenceTokenizer {
        @Inject
        MovesTheCodebookInTheLoss(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            NDArray loss = super.loss(images, step);
            if (step.index() == 1) {
                quantizer.update();
            }
            return loss;
        }
    }

    @Breaks(rule = "TOK-14", says = "on another thread")
    static final class KnowsItsThread extends ReferenceTokenizer {
        private final Thread maker = Thread.currentThread();

        @Inject
        KnowsItsThread(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return super.tokenize(Thread.currentThread() == maker ? images : images.flip(3));
        }
    }

    @Breaks(rule = "TOK-16", says = "moves to the right with")
    static final class MirrorsPictures extends ReferenceTokenizer {
        @Inject
        MirrorsPictures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            return super.reconstruct(tokens).flip(3);
        }
    }

    @Breaks(rule = "TOK-12", says = "codewords after the state")
    static final class KeepsItsFirstCodewords extends ReferenceTokenizer {
        private final float[] first;

        @Inject
        KeepsItsFirstCodewords(Options options, NetworkContext context) {
            super(options, context);
            NDArray all = context.manager().arange(0, TOKENS, 1, DataType.INT64).reshape(1, 1, TOKENS);
            this.first = super.codewords(all).toFloatArray();
        }

        @Override
        public NDArray codewords(NDArray tokens) {
            long[] numbers = tokens.toLongArray();
            int width = first.length / TOKENS;
            float[] words = new float[numbers.length * width];
            for (int i = 0; i < numbers.length; i++) {
                System.arraycopy(first, (int) numbers[i] * width, words, i * width, width);
            }
            return tokens.getManager().create(words, tokens.getShape().add(width));
        }
    }

    @Breaks(rule = "TOK-16", says = "of the tokens moves down")
    static final class ReadsUpsideDown extends ReferenceTokenizer {
        @Inject
        ReadsUpsideDown(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return super.tokenize(images).flip(1);
        }
    }

    @Breaks(rule = "TOK-17", says = "outermost rows")
    static final class SeesNoBorder extends ReferenceTokenizer {
        @Inject
        SeesNoBorder(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return super.tokenize(Borderless.one(images));
        }
    }
}
