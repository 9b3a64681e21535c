package io.peco4j.nn.mae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An encoder that sees the visible patches only, and a decoder that predicts the hidden ones: MAE (He et al. 2021) with
 * pixels as targets, PeCo's variant of it with visual tokens.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]. Names of parameters are the encoder's and the decoder's, without a
 * prefix, as in the original.
 *
 * @param encoder without relative positions
 * @param decoder made for its width and grid
 */
public record MaskedAutoencoder(VisionEncoder encoder, MaeDecoder decoder) {

    /** Normalised tokens of the class and the visible patches, (B, 1 + n, D), owned by the manager of the pictures. */
    public NDArray latent(NDArray images, VisiblePatches masking, boolean training) {
        return encoder.encode(images, masking.masking(), training);
    }

    /** A prediction for every patch, (B, N, out), owned by the manager of the pictures. */
    public NDArray predict(NDArray images, VisiblePatches masking, boolean training) {
        try (NDArray latent = latent(images, masking, training)) {
            return decoder.decode(latent, masking.restore(), training);
        }
    }

    /** Parameters and buffers. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.state());
        all.putAll(Parameters.state(decoder));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.trainable());
        all.putAll(Parameters.trainable(decoder));
        return all;
    }

    /**
     * Floating-point operations of one forward pass over a picture; 0 if the encoder's are unknown.
     *
     * @param visible patches that the encoder sees
     */
    public double flopsPerImage(int visible) {
        double part = encoder.flopsPerImage(encoder.imageSize(), visible);
        return part == 0 ? 0 : part + decoder.flops(new Shape(1, 1 + visible, encoder.width()));
    }

    /**
     * Bytes that one picture keeps for the backward pass, its predictions not among them; NaN if the encoder's are
     * unknown.
     *
     * @param visible patches that the encoder sees
     */
    public double activationBytesPerImage(int visible) {
        return encoder.activationBytes(encoder.imageSize(), visible)
                + decoder.activationBytes(new Shape(1, 1 + visible, encoder.width()));
    }
}
