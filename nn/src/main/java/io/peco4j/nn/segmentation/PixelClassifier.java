package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import java.util.Locale;

/**
 * The last layer of heads, mmsegmentation's {@code conv_seg}: whole channels are dropped in training, then a 1x1
 * convolution. (B, C, H, W) to logits (B, classes, H, W). The weight starts normal with deviation 0.01, the bias at 0.
 */
final class PixelClassifier extends Layer {
    private final Conv2d convolution;
    private final Kernel dropout;
    private final boolean drops;

    /** @param dropout share of the channels that training leaves out, from 0 to below 1 */
    PixelClassifier(NetworkContext context, int channels, int classes, double dropout) {
        this.convolution = new Conv2d(context, ConvShape.of(channels, classes, 1), ConvStart.normal(0.01));
        this.drops = dropout > 0;
        this.dropout = Kernel.compile("channel dropout", String.format(Locale.ROOT, """
                def forward(self, x: Tensor) -> Tensor:
                  return torch.feature_dropout(x, %s, True)
                """, dropout));
    }

    /** What the head names {@code conv_seg}. */
    Conv2d convolution() {
        return convolution;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        if (!training || !drops) {
            return convolution.forward(x, training);
        }
        try (NDArray kept = dropout.apply(x)) {
            return convolution.forward(kept, true);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return convolution.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return convolution.flops(input);
    }

    /** What the convolution keeps, and the map before channels were dropped, which the ReLU before keeps. */
    @Override
    public double activationBytes(Shape input) {
        return convolution.activationBytes(input) + (drops ? Float.BYTES * (double) input.size() : 0);
    }
}
