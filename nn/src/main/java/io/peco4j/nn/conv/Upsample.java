package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * Doubles height and width: every pixel four times, then a 3x3 convolution (taming's {@code Upsample}).
 *
 * <p>(B, C, H, W) to (B, C, 2 H, 2 W), float32 unless stated. The convolution is the child {@code conv}.
 */
public final class Upsample extends Layer {
    private final Conv2d conv;
    private final Kernel kernel;

    /** Layers between maps of float32. */
    public Upsample(NetworkContext context, int channels) {
        this(context, channels, Precision.FLOAT32);
    }

    /** @param stream number format of what comes in and goes out */
    public Upsample(NetworkContext context, int channels, Precision stream) {
        this.conv = child("conv", Conv2d.same(context, channels, channels, 3));
        this.kernel = PrecisionKernel.compile("upsample", context.precision(), stream, """
                def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                  batch, channels, height, width = torch.size(x)
                  large = torch.upsample_nearest2d(self.narrow(x), [torch.mul(height, 2), torch.mul(width, 2)])
                  return self.stream(self.conv2d(large, self.narrow(w), self.narrow(b), [1, 1], [1, 1], [1, 1], 1))
                """);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, conv.tensors());
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(1), 2 * input.get(2), 2 * input.get(3));
    }

    @Override
    public double flops(Shape input) {
        return conv.flops(outputShape(input));
    }

    @Override
    public double activationBytes(Shape input) {
        return conv.activationBytes(outputShape(input));
    }
}
