package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * A convolution with bias and a square kernel.
 *
 * <p>(B, in, H, W) to (B, out, H', W'), float32; inside it runs in the context's precision. Parameters: {@code weight}
 * (out, in, k, k) and {@code bias} (out), uniform within {@code 1 / sqrt(in k k)} as PyTorch makes them.
 */
public final class Conv2d extends Layer {
    private final int in;
    private final int out;
    private final int kernelSize;
    private final int stride;
    private final int padding;
    private final NDArray weight;
    private final NDArray bias;
    private final Kernel kernel;

    /**
     * @param kernelSize side of the kernel in pixels
     * @param padding rows and columns of zeros on each side
     */
    public Conv2d(NetworkContext context, int in, int out, int kernelSize, int stride, int padding) {
        this.in = in;
        this.out = out;
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        Initial initial = Initial.of(context);
        long fanIn = (long) in * kernelSize * kernelSize;
        this.weight = parameter("weight", initial.fanInUniform(fanIn, out, in, kernelSize, kernelSize));
        this.bias = parameter("bias", initial.fanInUniform(fanIn, out));
        this.kernel = PrecisionKernel.compile("convolution", context.precision(), """
                def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                  y = torch.conv2d(self.narrow(x), self.narrow(w), self.narrow(b), [%1$d, %1$d], [%2$d, %2$d], [1, 1], 1)
                  return self.wide(y)
                """.formatted(stride, padding));
    }

    /** A convolution that keeps height and width: stride 1, {@code kernelSize} odd. */
    public static Conv2d same(NetworkContext context, int in, int out, int kernelSize) {
        return new Conv2d(context, in, out, kernelSize, 1, kernelSize / 2);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), out, side(input.get(2)), side(input.get(3)));
    }

    @Override
    public double flops(Shape input) {
        return 2.0 * outputShape(input).size() * in * kernelSize * kernelSize;
    }

    NDArray weight() {
        return weight;
    }

    NDArray bias() {
        return bias;
    }

    private long side(long input) {
        return (input + 2L * padding - kernelSize) / stride + 1;
    }
}
