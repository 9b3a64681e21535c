package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * A transposed convolution with bias and a square kernel: the gradient of a convolution, which enlarges a map.
 *
 * <p>(B, in, H, W) to (B, out, H', W') with {@code H' = (H - 1) stride - 2 padding + kernel + outputPadding}, float32;
 * inside it runs in the context's precision. Parameters: {@code weight} (in, out, k, k) and {@code bias} (out), both
 * uniform within {@code 1 / sqrt(out k k)} as PyTorch makes them.
 */
public final class ConvTranspose2d extends Layer {
    private final int in;
    private final int out;
    private final int side;
    private final int stride;
    private final int padding;
    private final int outputPadding;
    private final NDArray weight;
    private final NDArray bias;
    private final Precision precision;
    private final Kernel kernel;

    /**
     * A layer with fresh weights.
     *
     * @param side of the kernel in pixels
     * @param padding rows and columns cut off on each side
     * @param outputPadding rows below and columns to the right that are added; less than the stride
     */
    public ConvTranspose2d(
            NetworkContext context, int in, int out, int side, int stride, int padding, int outputPadding) {
        this.in = in;
        this.out = out;
        this.side = side;
        this.stride = stride;
        this.padding = padding;
        this.outputPadding = outputPadding;
        Initial initial = Initial.of(context);
        long fan = (long) out * side * side;
        this.weight = parameter("weight", initial.fanInUniform(fan, in, out, side, side));
        this.bias = parameter("bias", initial.fanInUniform(fan, out));
        this.precision = context.precision();
        this.kernel = PrecisionKernel.compile(
                "transposed convolution",
                context.precision(),
                String.format(Locale.ROOT, """
                def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                  y = self.conv_transpose2d(self.narrow(x), self.narrow(w), self.narrow(b), [%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d])
                  return self.wide(y)
                """, stride, padding, outputPadding));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), out, enlarged(input.get(2)), enlarged(input.get(3)));
    }

    /** Every input pixel meets every tap once. */
    @Override
    public double flops(Shape input) {
        return 2.0 * input.get(0) * input.get(2) * input.get(3) * in * out * side * side;
    }

    /** The input, which the gradient of the weight is made of. */
    @Override
    public double activationBytes(Shape input) {
        return weight.hasGradient()
                ? precision.bytes() * ConvShape.of(in, out, side).keptOf(input)
                : 0;
    }

    private long enlarged(long input) {
        return (input - 1) * stride - 2L * padding + side + outputPadding;
    }
}
