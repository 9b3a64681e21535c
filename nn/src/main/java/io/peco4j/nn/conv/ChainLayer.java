package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;

/** A layer that is one chain. */
public abstract class ChainLayer extends Layer {

    /** What it does; the same at each call, made by the constructor of the layers that it names. */
    protected abstract ConvChain chain();

    /** A chain as a layer without parameters of its own: they belong to the network that names them. */
    public static ChainLayer of(ConvChain chain) {
        return new ChainLayer() {
            @Override
            protected ConvChain chain() {
                return chain;
            }
        };
    }

    @Override
    public final NDArray forward(NDArray x, boolean training) {
        return chain().apply(x, training);
    }

    @Override
    public final Shape outputShape(Shape input) {
        return chain().outputShape(input);
    }

    @Override
    public final double flops(Shape input) {
        return chain().flops(input);
    }

    @Override
    public final double activationBytes(Shape input) {
        return chain().activationBytes(input);
    }
}
