package io.peco4j.pretraining.bootmae;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.bootmae.BootstrapLoss;
import io.peco4j.nn.vit.Normalisation;

/**
 * What BootMAE predicts of pixels, and pictures of it. As in its code, colours are normalised with ImageNet's mean and
 * deviation before patches are, whatever the encoder does with its own input: the epsilon beside a patch's variance
 * counts in these units.
 */
record NormalisedPatches(BootstrapLoss losses, Kernel normal, Kernel original) {
    static NormalisedPatches of(BootstrapLoss losses) {
        return new NormalisedPatches(
                losses,
                Normalisation.IMAGENET.kernel(),
                Normalisation.IMAGENET.inverse().kernel());
    }

    /** Targets (B, 3, H, W) of pictures (B, 3, H, W) in [0, 1]. */
    NDArray target(NDArray images) {
        try (NDArray colours = normal.apply(images)) {
            return losses.target(colours);
        }
    }

    /** Predictions as pictures (B, 3, H, W) around [0, 1], each patch with the mean and deviation of the given one. */
    NDArray pictures(NDArray predicted, NDArray images) {
        try (NDArray colours = normal.apply(images);
                NDArray pictures = losses.pixels(predicted, colours)) {
            return original.apply(pictures);
        }
    }
}
