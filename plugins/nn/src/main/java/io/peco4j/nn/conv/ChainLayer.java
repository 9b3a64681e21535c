package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;

/** A chain as a layer without parameters of its own: they belong to the network that names them. */
public final class ChainLayer extends Layer {
    private final ConvChain chain;

    public ChainLayer(ConvChain chain) {
        this.chain = chain;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return chain.apply(x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return chain.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return chain.flops(input);
    }
}
