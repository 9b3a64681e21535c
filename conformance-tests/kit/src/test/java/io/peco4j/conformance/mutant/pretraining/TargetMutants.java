package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Affine;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.vit.HiddenRows;
import jakarta.inject.Inject;

/** Pretraining frameworks that compare predictions with something else than they should. */
final class TargetMutants {
    private TargetMutants() {}

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class LaysTheMaskOutByColumns extends ReferenceFramework {
        @Inject
        LaysTheMaskOutByColumns(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray loss(NDArray images, NDArray hidden) {
            Shape shape = hidden.getShape();
            NDArray columns = hidden.reshape(
                            shape.get(0), encoder.grid().rows(), encoder.grid().columns())
                    .transpose(0, 2, 1)
                    .reshape(shape);
            NDArray rows = HiddenRows.ofTokens(tokens(images, hidden), columns);
            return Losses.crossEntropy(head.forward(rows, true), targets(images, columns));
        }
    }

    @Breaks(rule = "PRE-11", says = "the picture whose tokens its targets are compared with")
    static final class NamesTheTokensOfAnotherPicture extends ReferenceFramework {
        @Inject
        NamesTheTokensOfAnotherPicture(
                Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray targets(NDArray images, NDArray hidden) {
            NDArray targets = super.targets(images, hidden);
            return targets.reshape(hidden.getShape().get(0), -1).flip(0).reshape(targets.getShape());
        }
    }

    @Breaks(rule = "PRE-11", says = "the prediction of their own token")
    static final class NamesTheTokensOfOtherPatches extends ReferenceFramework {
        @Inject
        NamesTheTokensOfOtherPatches(
                Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray targets(NDArray images, NDArray hidden) {
            NDArray targets = super.targets(images, hidden);
            return targets.reshape(hidden.getShape().get(0), -1).flip(1).reshape(targets.getShape());
        }
    }

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class PredictsVisiblePixels extends PixelFramework {
        @Inject
        PredictsVisiblePixels(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray weights(NDArray hidden) {
            return hidden.onesLike();
        }
    }

    @Breaks(rule = "PRE-11", says = "the picture whose tokens its targets are compared with")
    static final class PredictsPixelsOfAnotherPicture extends PixelFramework {
        @Inject
        PredictsPixelsOfAnotherPicture(
                ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray tokens, NDArray images, NDArray hidden) {
            return super.error(tokens.flip(0), images, hidden);
        }
    }

    @Breaks(rule = "PRE-12", also = "LRN-18", says = "whose rows come twice")
    static final class AddsUpPictures extends PixelFramework {
        @Inject
        AddsUpPictures(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray loss(NDArray images, NDArray hidden) {
            return Affine.scaled(super.loss(images, hidden), images.getShape().get(0) / 4.0);
        }
    }

    @Breaks(rule = "PRE-11", says = "MIRRORED")
    static final class MirrorsTheEncodersView extends ReferenceFramework {
        @Inject
        MirrorsTheEncodersView(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
            super(options, encoder, tokenizer, context);
        }

        @Override
        NDArray tokens(NDArray images, NDArray hidden) {
            return super.tokens(images.flip(3), hidden);
        }
    }
}
