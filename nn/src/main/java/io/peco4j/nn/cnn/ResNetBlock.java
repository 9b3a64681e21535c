package io.peco4j.nn.cnn;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.ChainLayer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvSteps;

/**
 * {@code relu(shortcut(x) + body(x))} as one kernel; the shortcut is x, or a strided 1x1 convolution and a norm where
 * shapes change.
 *
 * <p>(B, in, H, W) to (B, width times expansion, H / stride, W / stride). Children as in torchvision: {@code conv1,
 * bn1, conv2, bn2, conv3, bn3, downsample.0, downsample.1}.
 */
final class ResNetBlock extends ChainLayer {
    private final ConvChain chain;

    ResNetBlock(NetworkContext context, ResNetShape.Unit unit, int in, int width, int stride) {
        int out = width * unit.expansion();
        ConvSteps body = switch (unit) {
            case BASIC -> {
                ConvSteps first =
                        convolution(context, 1, ConvShape.same(in, width, 3).stride(stride));
                yield first.relu().then(convolution(context, 2, ConvShape.same(width, out, 3)));
            }
            case BOTTLENECK -> {
                ConvSteps first =
                        convolution(context, 1, ConvShape.of(in, width, 1)).relu();
                ConvShape strided = ConvShape.same(width, width, 3).stride(stride);
                ConvSteps second = first.then(convolution(context, 2, strided)).relu();
                yield second.then(convolution(context, 3, ConvShape.of(width, out, 1)));
            }
        };
        ConvSteps shortcut = in == out && stride == 1
                ? ConvSteps.begin()
                : convolution(
                        context,
                        "downsample.0",
                        "downsample.1",
                        ConvShape.of(in, out, 1).stride(stride));
        this.chain = ConvChain.residualRelu(context, "ResNet block", body, shortcut);
    }

    private ConvSteps convolution(NetworkContext context, int number, ConvShape shape) {
        return convolution(context, "conv" + number, "bn" + number, shape);
    }

    private ConvSteps convolution(NetworkContext context, String convName, String normName, ConvShape shape) {
        Conv2d conv = child(convName, new Conv2d(context, shape.withoutBias(), ConvStart.kaiming()));
        BatchNorm norm = child(normName, new BatchNorm(context, shape.out()));
        return ConvSteps.begin().convolve(conv).normalise(norm);
    }

    @Override
    protected ConvChain chain() {
        return chain;
    }
}
