package io.peco4j.nn.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.ActNorm;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.BatchNormSettings;
import io.peco4j.nn.conv.ChainLayer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvSteps;
import io.peco4j.nn.conv.Passes;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells real pictures from reconstructions, patch by patch: PatchGAN (Isola et al. 2017) as taming's {@code
 * NLayerDiscriminator} has it, under its names {@code main.0, main.2, main.3} and so on.
 *
 * <p>(B, 3, H, W) float32 in [-1, 1] to logits (B, 1, h, w); 224 pixels give 26 x 26. 4x4 convolutions, leaky ReLU with
 * slope 0.2. Weights start normal with deviation 0.02, scales of norms are normal around 1 with the same deviation,
 * biases as PyTorch's. 2,765,633 parameters at the standard size.
 */
public final class PatchDiscriminator extends Layer {
    private static final double DEVIATION = 0.02;
    private static final double SLOPE = 0.2;
    private static final int SIDE = 4;

    private final Passes layers;

    /** A network with fresh weights. */
    public PatchDiscriminator(NetworkContext context, DiscriminatorShape shape) {
        List<Layer> order = new ArrayList<>();
        order.add(child(
                "main.0",
                convolution(context, ConvShape.of(3, shape.width(0), SIDE).stride(2))));
        int index = 2;
        for (int i = 1; i <= shape.layers(); i++) {
            boolean batch = shape.norm() == DiscriminatorShape.Norm.BATCH;
            int out = shape.width(i);
            ConvShape plain = ConvShape.of(shape.width(i - 1), out, SIDE).stride(i < shape.layers() ? 2 : 1);
            Conv2d conv = child("main." + index, convolution(context, batch ? plain.withoutBias() : plain));
            ConvSteps steps = ConvSteps.begin().leakyRelu(SLOPE).convolve(conv);
            String normName = "main." + (index + 1);
            if (batch) {
                BatchNormSettings start = BatchNormSettings.standard().spread(DEVIATION);
                BatchNorm norm = child(normName, new BatchNorm(context, out, start));
                order.add(ChainLayer.of(ConvChain.of(context, "patch discriminator", steps.normalise(norm))));
            } else {
                order.add(ChainLayer.of(ConvChain.of(context, "patch discriminator", steps)));
                order.add(child(normName, new ActNorm(context, out)));
            }
            index += 3;
        }
        Conv2d last = child("main." + index, convolution(context, ConvShape.of(shape.width(shape.layers()), 1, SIDE)));
        order.add(ChainLayer.of(ConvChain.of(
                context,
                "patch discriminator",
                ConvSteps.begin().leakyRelu(SLOPE).convolve(last))));
        this.layers = new Passes(order);
    }

    private static Conv2d convolution(NetworkContext context, ConvShape shape) {
        return new Conv2d(context, shape.padding(1), ConvStart.normal(DEVIATION).withUniformBias());
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return layers.run(x, training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return layers.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return layers.flops(input);
    }

    @Override
    public double activationBytes(Shape input) {
        return layers.activationBytes(input);
    }
}
