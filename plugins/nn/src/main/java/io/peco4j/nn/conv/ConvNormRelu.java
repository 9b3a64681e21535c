package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;

/**
 * Convolution without bias, batch norm, ReLU, as one kernel: mmcv's {@code ConvModule} with children {@code conv} and
 * {@code bn}.
 *
 * <p>(B, in, H, W) to (B, out, H', W'), float32. The weight starts as {@link ConvStart#kaiming}.
 */
public final class ConvNormRelu extends Layer {
    private final ConvChain chain;

    /** A layer that keeps height and width; {@code kernelSize} is odd. */
    public ConvNormRelu(NetworkContext context, int in, int out, int kernelSize) {
        Conv2d conv = child(
                "conv", new Conv2d(context, ConvShape.same(in, out, kernelSize).withoutBias(), ConvStart.kaiming()));
        BatchNorm norm = child("bn", new BatchNorm(context, out));
        this.chain = ConvChain.of(
                context,
                "convolution, norm and ReLU",
                ConvSteps.begin().convolve(conv).normalise(norm).relu());
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
