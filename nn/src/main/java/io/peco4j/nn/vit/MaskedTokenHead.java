package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.Linear;

/**
 * What masked image modelling puts around an encoder: the token that stands for a hidden patch, and the map from the
 * encoder's tokens to visual tokens. Names are BEiT's: {@code mask_token}, {@code lm_head.weight}, {@code
 * lm_head.bias}.
 *
 * <p>(..., D) float32 to logits (..., K) float32. Weights start as BEiT's do unless stated.
 */
public final class MaskedTokenHead extends Layer {
    private final NDArray maskToken;
    private final Linear head;

    /**
     * A head with fresh weights.
     *
     * @param width channels D of a token
     * @param vocabulary number of visual tokens K
     */
    public MaskedTokenHead(NetworkContext context, int width, int vocabulary) {
        this(context, width, vocabulary, Start.BEIT);
    }

    /**
     * A head with fresh weights that start like an encoder's.
     *
     * @param width channels D of a token
     * @param vocabulary number of visual tokens K
     */
    public MaskedTokenHead(NetworkContext context, int width, int vocabulary, Start start) {
        this.maskToken = parameter("mask_token", start.token(Initial.of(context), width));
        this.head = child("lm_head", new Linear(context, width, vocabulary, start.linear()));
    }

    /** The live token, (1, 1, D). */
    public NDArray maskToken() {
        return maskToken;
    }

    @Override
    public NDArray forward(NDArray tokens, boolean training) {
        return head.forward(tokens, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return head.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return head.flops(input);
    }

    @Override
    public double activationBytes(Shape input) {
        return head.activationBytes(input);
    }
}
