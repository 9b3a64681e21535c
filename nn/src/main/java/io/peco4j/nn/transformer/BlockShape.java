package io.peco4j.nn.transformer;

import ai.djl.ndarray.types.Shape;

/**
 * The dimensions of a transformer block.
 *
 * @param width channels D of a token
 * @param heads attention heads
 * @param headWidth channels of a head; usually {@code width / heads}
 * @param mlpWidth channels between the two layers of the MLP; usually {@code 4 * width}
 * @param qkvBias biases of queries, keys and values
 * @param layerScale where the layer scales {@code gamma_1} and {@code gamma_2} start; 0: there are none (Touvron et al.
 *     2021)
 */
public record BlockShape(int width, int heads, int headWidth, int mlpWidth, QkvBias qkvBias, double layerScale) {
    /** @throws IllegalArgumentException if a dimension is not positive */
    public BlockShape {
        if (Math.min(Math.min(width, heads), Math.min(headWidth, mlpWidth)) < 1 || layerScale < 0) {
            throw new IllegalArgumentException("a transformer block of width " + width + ", " + heads + " heads of "
                    + headWidth + ", MLP " + mlpWidth + ", layer scale " + layerScale);
        }
    }

    /** A plain block: heads share the width, the MLP is four times as wide, fused biases, no layer scale. */
    public static BlockShape plain(int width, int heads) {
        return new BlockShape(width, heads, width / heads, 4 * width, QkvBias.FUSED, 0);
    }

    /** The same with another width between the layers of the MLP. */
    public BlockShape withMlpWidth(int channels) {
        return new BlockShape(width, heads, headWidth, channels, qkvBias, layerScale);
    }

    /** Channels of all heads together. */
    public int attentionWidth() {
        return heads * headWidth;
    }

    /** Whether there is a layer scale. */
    public boolean scaled() {
        return layerScale > 0;
    }

    /** Floating-point operations of one pass over (B, N, D) tokens. */
    public double flops(Shape tokens) {
        return attentionFlops(tokens) + mlpFlops(tokens);
    }

    double attentionFlops(Shape tokens) {
        double rows = tokens.get(0) * (double) tokens.get(1);
        return rows * attentionWidth() * (8.0 * width + 4.0 * tokens.get(1));
    }

    double mlpFlops(Shape tokens) {
        return 4.0 * tokens.get(0) * tokens.get(1) * width * mlpWidth;
    }
}
