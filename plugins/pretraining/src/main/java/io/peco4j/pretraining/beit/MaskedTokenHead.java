package io.peco4j.pretraining.beit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;

/**
 * What masked image modelling puts around an encoder: the token that stands for a hidden patch, and the map from the
 * encoder's tokens to visual tokens. Names are BEiT's: {@code mask_token}, {@code lm_head.weight}, {@code lm_head.bias}.
 *
 * <p>(M, D) float32 to logits (M, K) float32. Weights start truncated normal with deviation 0.02, cut at one deviation.
 */
final class MaskedTokenHead extends Layer {
    private static final double DEVIATION = 0.02;

    private final NDArray maskToken;
    private final Linear head;

    MaskedTokenHead(NetworkContext context, int width, int vocabulary) {
        this.maskToken =
                parameter("mask_token", Initial.of(context).truncatedNormal(DEVIATION, DEVIATION, 1, 1, width));
        this.head = child(
                "lm_head", new Linear(context, width, vocabulary, WeightRule.truncatedNormal(DEVIATION, DEVIATION)));
    }

    /** The live token, (1, 1, D). */
    NDArray maskToken() {
        return maskToken;
    }

    @Override
    public NDArray forward(NDArray rows, boolean training) {
        return head.forward(rows, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return head.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return head.flops(input);
    }
}
