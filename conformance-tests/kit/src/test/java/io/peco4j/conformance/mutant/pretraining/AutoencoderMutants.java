package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.mae.VisiblePatches;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Masked autoencoders that compare predictions with something else than they should, or train what they should not. */
final class AutoencoderMutants {
    private AutoencoderMutants() {}

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class CountsEveryPatch extends MaskedPixels {
        @Inject
        CountsEveryPatch(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            return super.error(predicted, images, hidden.onesLike());
        }
    }

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class CountsVisiblePatches extends MaskedPixels {
        @Inject
        CountsVisiblePatches(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            return super.error(predicted, images, Affine.of(hidden, -1, 1));
        }
    }

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class LaysItsMaskOutByColumns extends MaskedPixels {
        @Inject
        LaysItsMaskOutByColumns(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            int side = encoder.grid().rows();
            NDArray columns = hidden.reshape(-1, side, side).transpose(0, 2, 1);
            return super.error(predicted, images, columns.reshape(hidden.getShape()));
        }
    }

    @Breaks(rule = "PRE-06", says = "whether the loss reads anything")
    static final class ReadsNoTarget extends MaskedPixels {
        @Inject
        ReadsNoTarget(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            return super.error(predicted, images.zerosLike(), hidden);
        }
    }

    @Breaks(rule = "PRE-11", says = "visible patches whose token is given their own row")
    static final class LeavesTokensInTheOrderOfDrawing extends MaskedPixels {
        @Inject
        LeavesTokensInTheOrderOfDrawing(
                ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray predicted(NDArray latent, VisiblePatches masking) {
            Shape shape = masking.restore().getShape();
            NDArray asTheyAre =
                    masking.restore().getManager().arange((float) shape.get(1)).toType(DataType.INT64, false);
            NDArray restore = asTheyAre.reshape(1, -1).repeat(0, shape.get(0));
            return super.predicted(
                    latent, new VisiblePatches(masking.shuffle(), restore, masking.visible(), masking.hidden()));
        }
    }

    @Breaks(rule = "PRE-11", says = "the prediction at their own row")
    static final class ExchangesPredictionsOfHiddenPatches extends MaskedPixels {
        @Inject
        ExchangesPredictionsOfHiddenPatches(
                ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            return super.error(exchanged(predicted, hidden), images, hidden);
        }
    }

    @Breaks(rule = "PRE-11", says = "are compared with: pixels")
    static final class ComparesWithAnotherPicture extends MaskedPixels {
        @Inject
        ComparesWithAnotherPicture(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            return super.error(predicted.flip(0), images, hidden);
        }
    }

    @Breaks(rule = "PRE-12", also = "LRN-18", says = "whose rows come twice")
    static final class AddsUpTheBatch extends MaskedPixels {
        @Inject
        AddsUpTheBatch(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
            return Affine.scaled(super.error(predicted, images, hidden), (double)
                    images.getShape().get(0));
        }
    }

    @Breaks(rule = "PRE-06", says = "visible patches whose targets change the loss")
    static final class PredictsFeaturesOfVisiblePatches extends TaughtPixels {
        @Inject
        PredictsFeaturesOfVisiblePatches(
                ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray featureError(NDArray predicted, NDArray targets, NDArray hidden) {
            return super.featureError(predicted, targets, hidden.onesLike());
        }
    }

    @Breaks(rule = "PRE-11", says = "are compared with: features of a teacher")
    static final class PredictsFeaturesOfAnotherPicture extends TaughtPixels {
        @Inject
        PredictsFeaturesOfAnotherPicture(
                ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray featureError(NDArray predicted, NDArray targets, NDArray hidden) {
            return super.featureError(predicted.flip(0), targets, hidden);
        }
    }

    @Breaks(rule = "PRE-11", says = "the prediction at their own row of features")
    static final class ExchangesPredictionsOfFeatures extends TaughtPixels {
        @Inject
        ExchangesPredictionsOfFeatures(
                ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        NDArray featureError(NDArray predicted, NDArray targets, NDArray hidden) {
            return super.featureError(exchanged(predicted, hidden), targets, hidden);
        }
    }

    @Breaks(rule = "LRN-05", says = "teacher.blocks")
    static final class TrainsItsTeacher extends TaughtPixels {
        @Inject
        TrainsItsTeacher(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
            twin.trainable().values().forEach(tensor -> tensor.setRequiresGradient(true));
        }

        @Override
        NDArray targets(NDArray images) {
            return twin.encode(images, Masking.none(), false);
        }
    }

    @Breaks(rule = "LRN-07", says = "blocks")
    static final class ForgetsItsTeacher extends TaughtPixels {
        @Inject
        ForgetsItsTeacher(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        Map<String, NDArray> teacherState() {
            return Map.of();
        }
    }

    @Breaks(rule = "LRN-09", also = "LRN-19", says = "computed again")
    static final class MovesItsTeacherInTheLoss extends TaughtPixels {
        @Inject
        MovesItsTeacherInTheLoss(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
            super(options, encoder, context);
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            GradientMode.off(() -> super.afterStep(step));
            return super.loss(batch, step);
        }

        @Override
        public void afterStep(Step step) {}
    }

    /** Predictions of hidden patches in reverse order, within each picture. */
    private static NDArray exchanged(NDArray predicted, NDArray hidden) {
        Shape shape = predicted.getShape();
        int patches = (int) shape.get(1);
        float[] masks = hidden.toFloatArray();
        long[] order = new long[masks.length];
        for (int row = 0; row < masks.length; row += patches) {
            int first = row;
            Arrays.setAll(order, i -> i >= first && i < first + patches ? i - first : order[i]);
            int[] own = IntStream.range(0, patches)
                    .filter(i -> masks[first + i] != 0)
                    .toArray();
            for (int i = 0; i < own.length; i++) {
                order[first + own[i]] = own[own.length - 1 - i];
            }
        }
        NDArray index = hidden.getManager().create(order, new Shape(shape.get(0), patches, 1));
        return predicted.gather(index.broadcast(shape), 1);
    }
}
