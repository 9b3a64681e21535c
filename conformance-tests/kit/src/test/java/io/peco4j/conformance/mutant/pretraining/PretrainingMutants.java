package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.loss.Losses;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Pretraining frameworks that break one rule of their own kind each. */
final class PretrainingMutants {
    private PretrainingMutants() {}

    @Breaks(rule = "PRE-01", says = "pos_embed")
    static final class KeepsPositionsToItself extends ReferenceFramework {
        @Inject
        KeepsPositionsToItself(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
            // They start alike and nothing moves them, so that a resumed training has not lost them.
            encoder.trainable().forEach((name, tensor) -> {
                if (name.equals("pos_embed")) {
                    tensor.muli(0);
                }
            });
        }

        @Override
        Map<String, NDArray> trained() {
            return without("pos_embed", super.trained());
        }

        @Override
        Map<String, NDArray> state() {
            return without("pos_embed", super.state());
        }

        private static Map<String, NDArray> without(String name, Map<String, NDArray> tensors) {
            Map<String, NDArray> left = new LinkedHashMap<>(tensors);
            left.remove(name);
            return left;
        }
    }

    @Breaks(rule = "PRE-02", says = "it normalises them itself")
    static final class NormalisesTwice extends ReferenceFramework {
        @Inject
        NormalisesTwice(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray tokens(NDArray images, NDArray hidden) {
            return super.tokens(Affine.of(images, 4.4, -2.1), hidden);
        }
    }

    @Breaks(rule = "PRE-02", says = "(B, 3, 16, 16) are asked for")
    static final class LooksAtACornerToo extends ReferenceFramework {
        @Inject
        LooksAtACornerToo(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray tokens(NDArray images, NDArray hidden) {
            GradientMode.off(() -> encoder.encode(images.get(":, :, :8, :8"), Masking.none(), false));
            return super.tokens(images, hidden);
        }
    }

    @Breaks(rule = "PRE-02", says = "the tokenizer's pictures")
    static final class ShowsTheTokenizerBytes extends ReferenceFramework {
        @Inject
        ShowsTheTokenizerBytes(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray targets(NDArray images, NDArray hidden) {
            return super.targets(Affine.scaled(images, 255), hidden);
        }
    }

    @Breaks(rule = "PRE-03", says = "0 of 16 patches are hidden")
    static final class HidesNothingOfSomePictures extends ReferenceFramework {
        @Inject
        HidesNothingOfSomePictures(
                Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        float[] mask(RandomGenerator random) {
            float[] mask = super.mask(random);
            return random.nextInt(4) == 0 ? new float[mask.length] : mask;
        }
    }

    @Breaks(rule = "PRE-03", says = "is kept twice")
    static final class KeepsAPatchTwice extends KeepingFramework {
        @Inject
        KeepsAPatchTwice(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        int[] visible(float[] mask) {
            int[] visible = super.visible(mask);
            visible[visible.length - 1] = visible[0];
            return visible;
        }
    }

    @Breaks(rule = "PRE-04", says = "[0, 1, 2, 3]")
    static final class NeverHidesTheFirstRow extends ReferenceFramework {
        @Inject
        NeverHidesTheFirstRow(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        float[] mask(RandomGenerator random) {
            float[] mask = super.mask(random);
            Arrays.fill(mask, 0, encoder.grid().columns(), 0);
            mask[mask.length - 1] = 1;
            return mask;
        }
    }

    @Breaks(rule = "PRE-05", says = "what the encoder makes of a picture")
    static final class AddsWhatAnUnmaskedPassSees extends ReferenceFramework {
        @Inject
        AddsWhatAnUnmaskedPassSees(
                Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray tokens(NDArray images, NDArray hidden) {
            return super.tokens(images, hidden).add(encoder.encode(images, Masking.none(), true));
        }
    }

    @Breaks(rule = "PRE-05", says = "tokens are the same")
    static final class WeighsByBrightness extends ReferenceFramework {
        @Inject
        WeighsByBrightness(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray logits(NDArray images, NDArray hidden) {
            return super.logits(images, hidden).mul(images.mean());
        }
    }

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class NamesVisiblePatches extends ReferenceFramework {
        @Inject
        NamesVisiblePatches(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray loss(NDArray images, NDArray hidden) {
            NDArray targets = GradientMode.off(() -> tokenizer.tokenize(images).reshape(new Shape(-1)));
            NDArray rows = tokens(images, hidden).get(":, 1:").reshape(new Shape(-1, encoder.width()));
            return Losses.crossEntropy(head.forward(rows, true), targets);
        }
    }

    @Breaks(rule = "PRE-07", says = "that of guessing")
    static final class AddsUpInsteadOfAveraging extends ReferenceFramework {
        @Inject
        AddsUpInsteadOfAveraging(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray loss(NDArray images, NDArray hidden) {
            return Affine.scaled(super.loss(images, hidden), 6);
        }
    }

    @Breaks(rule = "PRE-08", says = "codebook")
    static final class MovesTheCodebook extends ReferenceFramework {
        @Inject
        MovesTheCodebook(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        void afterStep() {
            tokenizer.state().values().forEach(tensor -> tensor.addi(1e-3f));
        }
    }

    @Breaks(rule = "PRE-09", says = "[2]")
    static final class FreezesTheLastBlock extends ReferenceFramework {
        @Inject
        FreezesTheLastBlock(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
            super.trained().forEach((name, tensor) -> {
                if (name.startsWith("blocks.1.")) {
                    tensor.setRequiresGradient(false);
                }
            });
        }

        @Override
        Map<String, NDArray> trained() {
            Map<String, NDArray> left = new LinkedHashMap<>(super.trained());
            left.keySet().removeIf(name -> name.startsWith("blocks.1."));
            return left;
        }
    }

    @Breaks(rule = "PRE-10", says = "evaluation mode")
    static final class TrainsInEvaluationMode extends ReferenceFramework {
        @Inject
        TrainsInEvaluationMode(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray tokens(NDArray images, NDArray hidden) {
            return encoder.encode(images, new Masking.Replace(hidden, head.maskToken()), false);
        }
    }
}
