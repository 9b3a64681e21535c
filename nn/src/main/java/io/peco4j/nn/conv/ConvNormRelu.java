package io.peco4j.nn.conv;

import io.peco4j.api.model.NetworkContext;

/**
 * Convolution without bias, batch norm, ReLU, as one kernel: mmcv's {@code ConvModule} with children {@code conv} and
 * {@code bn}.
 *
 * <p>(B, in, H, W) to (B, out, H', W'), float32. The weight starts as {@link ConvStart#kaiming}.
 */
public final class ConvNormRelu extends ChainLayer {
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
    protected ConvChain chain() {
        return chain;
    }
}
