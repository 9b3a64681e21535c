package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * Halves height and width: a row of zeros below and a column to the right, then a 3x3 convolution with stride 2
 * (taming's {@code Downsample}).
 *
 * <p>(B, C, H, W) to (B, C, H / 2, W / 2), float32 unless stated. The convolution is the child {@code conv}.
 */
public final class Downsample extends Layer {
    private final Conv2d conv;
    private final Kernel kernel;

    /** Layers between maps of float32. */
    public Downsample(NetworkContext context, int channels) {
        this(context, channels, Precision.FLOAT32);
    }

    /** @param stream number format of what comes in and goes out */
    public Downsample(NetworkContext context, int channels, Precision stream) {
        this.conv = child("conv", new Conv2d(context, channels, channels, 3, 2, 0));
        this.kernel = PrecisionKernel.compile("downsample", context.precision(), stream, """
                def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                  padded = torch.constant_pad_nd(self.narrow(x), [0, 1, 0, 1], 0)
                  return self.stream(self.conv2d(padded, self.narrow(w), self.narrow(b), [2, 2], [0, 0], [1, 1], 1))
                """);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, conv.tensors());
    }

    @Override
    public Shape outputShape(Shape input) {
        return conv.outputShape(padded(input));
    }

    @Override
    public double flops(Shape input) {
        return conv.flops(padded(input));
    }

    @Override
    public double activationBytes(Shape input) {
        return conv.activationBytes(padded(input));
    }

    private static Shape padded(Shape input) {
        return new Shape(input.get(0), input.get(1), input.get(2) + 1, input.get(3) + 1);
    }
}
