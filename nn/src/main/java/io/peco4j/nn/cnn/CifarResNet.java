package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.ChainLayer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvSteps;
import io.peco4j.nn.transformer.Linear;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual network for small pictures (He et al. 2016, section 4.2, shortcuts of kind A): three stages of 16, 32
 * and 64 channels without a stem's pooling, and shortcuts without parameters.
 *
 * <p>(B, 3, H, W) float32, normalised by ImageNet's mean and deviation, to logits (B, classes); 32 pixels a side are
 * usual. Names: {@code conv1, bn1, layerS.b.{conv1, bn1, conv2, bn2}, linear}. With 3 blocks a stage and 10 classes
 * ResNet-20 of 269,722 parameters.
 */
public final class CifarResNet extends Layer {
    private static final int STAGES = 3;
    private static final int WIDTH = 16;

    private static final Kernel MEAN = Kernel.compile("mean of positions", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(x, [2, 3])
            """);

    private final ConvChain stem;
    private final List<Block> blocks = new ArrayList<>();
    private final Linear classifier;

    /**
     * A network with fresh weights.
     *
     * @param blocks of each stage: 3 for ResNet-20, 9 for ResNet-56
     */
    public CifarResNet(NetworkContext context, int blocks, int classes) {
        Conv2d conv =
                child("conv1", new Conv2d(context, ConvShape.same(3, WIDTH, 3).withoutBias(), ConvStart.kaiming()));
        BatchNorm norm = child("bn1", new BatchNorm(context, WIDTH));
        this.stem = ConvChain.of(
                context,
                "CIFAR ResNet stem",
                ConvSteps.begin().convolve(conv).normalise(norm).relu());
        int width = WIDTH;
        for (int stage = 0; stage < STAGES; stage++) {
            int out = WIDTH << stage;
            for (int i = 0; i < blocks; i++) {
                this.blocks.add(child("layer" + (stage + 1) + "." + i, new Block(context, width, out)));
                width = out;
            }
        }
        Initial initial = Initial.of(context);
        this.classifier = child("linear", new Linear(context, initial.fanInUniform(width, classes, width), true));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray map = stem.apply(x, training);
        for (Block block : blocks) {
            try (NDArray before = map) {
                map = block.forward(before, training);
            }
        }
        try (NDArray last = map;
                NDArray mean = MEAN.apply(last)) {
            return classifier.forward(mean, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return classifier.outputShape(new Shape(input.get(0), (long) WIDTH << (STAGES - 1)));
    }

    @Override
    public double flops(Shape input) {
        double sum = stem.flops(input);
        Shape shape = stem.outputShape(input);
        for (Block block : blocks) {
            sum += block.flops(shape);
            shape = block.outputShape(shape);
        }
        return sum + classifier.flops(shape.slice(0, 2));
    }

    @Override
    public double activationBytes(Shape input) {
        double sum = stem.activationBytes(input);
        Shape shape = stem.outputShape(input);
        for (Block block : blocks) {
            sum += block.activationBytes(shape);
            shape = block.outputShape(shape);
        }
        return sum + classifier.activationBytes(shape.slice(0, 2));
    }

    /** Two convolutions and a shortcut; halves the picture where it doubles the channels. */
    private static final class Block extends ChainLayer {
        private final ConvChain chain;

        Block(NetworkContext context, int in, int out) {
            ConvShape first = ConvShape.same(in, out, 3).stride(out / in).withoutBias();
            Conv2d one = child("conv1", new Conv2d(context, first, ConvStart.kaiming()));
            BatchNorm oneNorm = child("bn1", new BatchNorm(context, out));
            Conv2d two = child(
                    "conv2", new Conv2d(context, ConvShape.same(out, out, 3).withoutBias(), ConvStart.kaiming()));
            BatchNorm twoNorm = child("bn2", new BatchNorm(context, out));
            ConvSteps body = ConvSteps.begin()
                    .convolve(one)
                    .normalise(oneNorm)
                    .relu()
                    .convolve(two)
                    .normalise(twoNorm);
            ConvSteps shortcut =
                    in == out ? ConvSteps.begin() : ConvSteps.begin().halveAndWiden((out - in) / 2);
            this.chain = ConvChain.residualRelu(context, "CIFAR ResNet block", body, shortcut);
        }

        @Override
        protected ConvChain chain() {
            return chain;
        }
    }
}
