package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;

/**
 * Encoder, quantiser and decoder, joined by 1x1 convolutions between the latent channels and the codebook's dimension.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [-1, 1], their sides multiples of {@link #downsampling()}. Children as in
 * taming's {@code VQModel}: {@code encoder, decoder, quantize, quant_conv, post_quant_conv}.
 */
public final class VqModel extends Layer {
    private final Layer encoder;
    private final Layer decoder;
    /** The name of the quantiser among the children. */
    public static final String QUANTIZER = "quantize";

    private final VectorQuantizer quantizer;
    private final Conv2d toCodebook;
    private final Conv2d fromCodebook;
    private final int downsampling;

    /**
     * One half of a model.
     *
     * @param network pictures (B, 3, H, W) to (B, latent, H / s, W / s), or the way back
     * @param latent channels of what lies between the halves
     * @param downsampling s
     */
    public record Half(Layer network, int latent, int downsampling) {}

    /**
     * A model of convolutional networks.
     *
     * @throws IllegalArgumentException if encoder and decoder change the resolution by different factors
     */
    public VqModel(NetworkContext context, CnnShape encoder, CnnShape decoder, VectorQuantizer quantizer) {
        this(
                context,
                new Half(new CnnEncoder(context, encoder), encoder.latent(), encoder.downsampling()),
                new Half(new CnnDecoder(context, decoder), decoder.latent(), decoder.downsampling()),
                quantizer);
    }

    /**
     * A model of any networks.
     *
     * @throws IllegalArgumentException if encoder and decoder change the resolution by different factors
     */
    public VqModel(NetworkContext context, Half encoder, Half decoder, VectorQuantizer quantizer) {
        if (encoder.downsampling() != decoder.downsampling()) {
            throw new IllegalArgumentException("the encoder makes a token of " + encoder.downsampling()
                    + " pixels a side, the decoder " + decoder.downsampling() + " pixels of a token");
        }
        this.downsampling = encoder.downsampling();
        this.encoder = child("encoder", encoder.network());
        this.decoder = child("decoder", decoder.network());
        this.quantizer = child(QUANTIZER, quantizer);
        this.toCodebook = child("quant_conv", Conv2d.same(context, encoder.latent(), quantizer.dimension(), 1));
        this.fromCodebook = child("post_quant_conv", Conv2d.same(context, quantizer.dimension(), decoder.latent(), 1));
    }

    /** What the quantiser compares with codewords: (B, 3, H, W) to (B, d, H / s, W / s). */
    public NDArray encode(NDArray images, boolean training) {
        try (NDArray latent = encoder.forward(images, training)) {
            return toCodebook.forward(latent, training);
        }
    }

    /** Pictures of codewords: (B, d, h, w) to (B, 3, h s, w s), around [-1, 1], not clipped. */
    public NDArray decode(NDArray codewords, boolean training) {
        try (NDArray latent = fromCodebook.forward(codewords, training)) {
            return decoder.forward(latent, training);
        }
    }

    /** The codebook and its rules. */
    public VectorQuantizer quantizer() {
        return quantizer;
    }

    /** Pixels per token along one side. */
    public int downsampling() {
        return downsampling;
    }

    @Override
    public NDArray forward(NDArray images, boolean training) {
        try (NDArray z = encode(images, training);
                NDArray codewords = quantizer.forward(z, training)) {
            return decode(codewords, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        Shape latent = encoder.outputShape(input);
        Shape z = toCodebook.outputShape(latent);
        return tokenizeFlops(input) + fromCodebook.flops(z) + decoder.flops(fromCodebook.outputShape(z));
    }

    @Override
    public double activationBytes(Shape input) {
        Shape latent = encoder.outputShape(input);
        Shape z = toCodebook.outputShape(latent);
        return encoder.activationBytes(input)
                + toCodebook.activationBytes(latent)
                + quantizer.activationBytes(z)
                + fromCodebook.activationBytes(z)
                + decoder.activationBytes(fromCodebook.outputShape(z));
    }

    /** Of the part that leads from pixels to tokens. */
    public double tokenizePassBytes(Shape input) {
        return encoder.passBytes(input);
    }

    /** The part of {@link #flops} that leads from pixels to tokens. */
    public double tokenizeFlops(Shape input) {
        Shape latent = encoder.outputShape(input);
        return encoder.flops(input) + toCodebook.flops(latent) + quantizer.flops(toCodebook.outputShape(latent));
    }
}
