package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.AttentionBlock;
import io.peco4j.nn.conv.Passes;
import io.peco4j.nn.conv.ResidualBlock;

/** The layers at the lowest resolution that encoder and decoder share: {@code block_1, attn_1, block_2}. */
final class Middle extends Layer {
    private final Passes order;

    Middle(NetworkContext context, int channels, int groups) {
        this.order = Passes.of(
                child("block_1", new ResidualBlock(context, channels, channels, groups, context.precision())),
                child("attn_1", new AttentionBlock(context, channels, groups, context.precision())),
                child("block_2", new ResidualBlock(context, channels, channels, groups, context.precision())));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return order.run(x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return order.flops(input);
    }

    @Override
    public double activationBytes(Shape input) {
        return order.activationBytes(input);
    }

    @Override
    public double passBytes(Shape input) {
        return order.passBytes(input);
    }
}
