package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Affine;

/** Between pictures in [0, 1], as everybody hands them over, and in [-1, 1], as the networks take them. */
final class Pixels {
    private Pixels() {}

    static NDArray symmetric(NDArray images) {
        return Affine.of(images, 2, -1);
    }

    static NDArray positive(NDArray pixels) {
        return Affine.of(pixels, 0.5, 0.5);
    }
}
