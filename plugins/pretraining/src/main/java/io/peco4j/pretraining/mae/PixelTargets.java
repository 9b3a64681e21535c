package io.peco4j.pretraining.mae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.mae.PixelLoss;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.PatchPixels;

/**
 * The pixels of hidden patches as targets. As in MAE's code they are compared after colours were normalised with
 * ImageNet's mean and deviation, whatever the encoder does with its own input: so the losses of encoders can be
 * compared.
 */
final class PixelTargets {
    private final Kernel normal;
    private final Kernel original;
    private final PixelLoss loss;

    /** @param normalised whether targets are also normalised patch by patch */
    PixelTargets(VisionEncoder encoder, boolean normalised) {
        this.normal = Normalisation.IMAGENET.kernel();
        this.original = Normalisation.IMAGENET.inverse().kernel();
        this.loss = new PixelLoss(new PatchPixels(encoder.imageSize(), encoder.patchSize()), normalised);
    }

    /** What predictions are compared with: float32 (B, N, 3 P P) of pictures (B, 3, H, W) in [0, 1]. */
    NDArray of(NDArray images) {
        try (NDArray colours = normal.apply(images)) {
            return loss.target(colours);
        }
    }

    /**
     * The loss, a float32 scalar owned by the manager of the predictions.
     *
     * @param predicted float32 (B, N, 3 P P)
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @param hidden float32 (B, N), 1 where a patch is hidden
     */
    NDArray loss(NDArray predicted, NDArray images, NDArray hidden) {
        try (NDArray colours = normal.apply(images)) {
            return loss.of(predicted, colours, hidden);
        }
    }

    /** Predictions as pictures (B, 3, H, W) around [0, 1]; see {@link PixelLoss#pictures}. */
    NDArray pictures(NDArray predicted, NDArray images) {
        try (NDArray colours = normal.apply(images);
                NDArray pictures = loss.pictures(predicted, colours)) {
            return original.apply(pictures);
        }
    }
}
