package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An encoder that names the visual tokens of hidden patches: BEiT's network of pretraining (Bao et al. 2021), and
 * PeCo's.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]; {@code hidden} is float32 (B, N), 1 where a patch is hidden and 0
 * elsewhere, M patches in all. Names of parameters are the encoder's and the head's, without a prefix.
 *
 * @param encoder sees the mask token in place of hidden patches
 * @param head holds that token, and maps tokens to logits
 */
public record MaskedImageModel(VisionEncoder encoder, MaskedTokenHead head) {

    /** All tokens after the final norm, (B, 1 + N, D), owned by the manager of the pictures. */
    public NDArray tokens(NDArray images, NDArray hidden, boolean training) {
        return encoder.encode(images, new Masking.Replace(hidden, head.maskToken()), training);
    }

    /** Logits (M, K) of the hidden patches, picture by picture, row by row of the grid. */
    public NDArray logits(NDArray images, NDArray hidden, boolean training) {
        try (NDArray tokens = tokens(images, hidden, training);
                NDArray rows = HiddenRows.ofTokens(tokens, hidden)) {
            return head.forward(rows, training);
        }
    }

    /** Parameters and buffers. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.state());
        all.putAll(Parameters.state(head));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.trainable());
        all.putAll(Parameters.trainable(head));
        return all;
    }

    /**
     * Floating-point operations of one forward pass over a picture; 0 if the encoder's are unknown.
     *
     * @param count hidden patches of the picture
     */
    public double flopsPerImage(int count) {
        double trunk = encoder.flopsPerImage();
        return trunk == 0 ? 0 : trunk + head.flops(new Shape(count, encoder.width()));
    }

    /**
     * Bytes that one picture keeps for the backward pass, its logits not among them; NaN if the encoder's are unknown.
     *
     * @param count hidden patches of the picture
     */
    public double activationBytesPerImage(int count) {
        return encoder.activationBytes() + head.activationBytes(new Shape(count, encoder.width()));
    }
}
