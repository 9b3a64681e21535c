package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;

/** Between pictures in [0, 1], as everybody hands them over, and in [-1, 1], as the networks take them. */
final class Pixels {
    private Pixels() {}

    static NDArray symmetric(NDArray images) {
        return images.mul(2).subi(1);
    }

    static NDArray positive(NDArray pixels) {
        return pixels.add(1).muli(0.5f);
    }
}
