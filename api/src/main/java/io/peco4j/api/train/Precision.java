package io.peco4j.api.train;

/**
 * The number format of matrix products, convolutions and attention.
 *
 * <p>Weights, normalisation, losses, codebook distances and sums are float32 in both.
 */
public enum Precision {
    FLOAT32(4),
    BFLOAT16(2);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number in this format. */
    public int bytes() {
        return bytes;
    }
}
