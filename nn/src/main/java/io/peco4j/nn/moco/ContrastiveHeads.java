package io.peco4j.nn.moco;

import io.peco4j.api.model.NetworkContext;

/**
 * The heads that an encoder is trained with, by the kind of the encoder (Chen, Xie and He 2021, and their code).
 *
 * @param hidden channels between the layers of projector and predictor
 * @param dimension channels of the space in which views are compared
 * @param kind of the encoder
 */
public record ContrastiveHeads(int hidden, int dimension, Kind kind) {

    /** The encoder below the heads. */
    public enum Kind {
        /** Three maps in the projector; both heads end in a norm. */
        TRANSFORMER,
        /** Two maps in the projector; the predictor ends in its last map. */
        CONVOLUTIONAL
    }

    /** (B, width) to (B, dimension), with fresh weights; its last norm has no weight and bias. */
    public ContrastiveHead projector(NetworkContext context, int width) {
        return switch (kind) {
            case TRANSFORMER -> ContrastiveHead.normed(context, width, hidden, hidden, dimension);
            case CONVOLUTIONAL -> ContrastiveHead.normed(context, width, hidden, dimension);
        };
    }

    /** (B, dimension) to the same, with fresh weights. */
    public ContrastiveHead predictor(NetworkContext context) {
        return switch (kind) {
            case TRANSFORMER -> ContrastiveHead.normed(context, dimension, hidden, dimension);
            case CONVOLUTIONAL -> ContrastiveHead.linear(context, dimension, hidden, dimension);
        };
    }
}
