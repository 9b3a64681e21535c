package io.peco4j.nn.gan;

/**
 * The size of a {@link PatchDiscriminator}.
 *
 * @param channels of the first convolution; each further one doubles them, up to eight times
 * @param layers convolutions with stride 2; two with stride 1 follow
 * @param norm what normalises between convolutions
 */
public record DiscriminatorShape(int channels, int layers, Norm norm) {
    /** What normalises between convolutions. */
    public enum Norm {
        /** Batch norm, after convolutions without bias. */
        BATCH,
        /** {@link io.peco4j.nn.conv.ActNorm}, after convolutions with bias. */
        ACTIVATION
    }

    /** The discriminator of pix2pix and VQGAN: 64 channels, three strided layers, batch norm. */
    public static DiscriminatorShape standard() {
        return new DiscriminatorShape(64, 3, Norm.BATCH);
    }

    /**
     * Channels after strided layer {@code i}, or after the first of stride 1 where {@code i} is the number of layers.
     */
    int width(int i) {
        return channels * Math.min(1 << i, 8);
    }
}
