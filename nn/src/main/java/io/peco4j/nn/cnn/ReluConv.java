package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * A convolution with bias, then ReLU: {@code weight} (out, in, k, k) and {@code bias} (out).
 *
 * <p>(B, in, H, W) to (B, out, H', W'), float32 throughout. {@link Fire} does the work of three of them in one call, in
 * the context's precision; alone they are what it is tested against.
 */
final class ReluConv extends Layer {
    private static final Kernel HALVING = kernel(2, 0);
    private static final Kernel POINTWISE = kernel(1, 0);
    private static final Kernel KEEPING = kernel(1, 1);

    private final int out;
    private final int in;
    private final int side;
    private final int stride;
    private final int padding;
    private final NDArray weight;
    private final NDArray bias;
    private final Kernel kernel;

    private ReluConv(NetworkContext context, int in, int out, int side, int stride, int padding, Kernel kernel) {
        Initial initial = Initial.of(context);
        long fanIn = (long) in * side * side;
        this.in = in;
        this.out = out;
        this.side = side;
        this.stride = stride;
        this.padding = padding;
        this.weight = parameter("weight", initial.fanInUniform(fanIn, out, in, side, side));
        this.bias = parameter("bias", initial.fanInUniform(fanIn, out));
        this.kernel = kernel;
    }

    /** 3 x 3 pixels at a stride of 2, within the picture. */
    static ReluConv halving(NetworkContext context, int in, int out) {
        return new ReluConv(context, in, out, 3, 2, 0, HALVING);
    }

    /** Pixel by pixel. */
    static ReluConv pointwise(NetworkContext context, int in, int out) {
        return new ReluConv(context, in, out, 1, 1, 0, POINTWISE);
    }

    /** 3 x 3 pixels, with a border of zeros: height and width stay. */
    static ReluConv keeping(NetworkContext context, int in, int out) {
        return new ReluConv(context, in, out, 3, 1, 1, KEEPING);
    }

    private static Kernel kernel(int stride, int padding) {
        return Kernel.compile("convolution and ReLU", String.format(Locale.ROOT, """
                def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
                  return torch.relu(self.conv2d(x, weight, bias, [%1$d, %1$d], [%2$d, %2$d], [1, 1], 1))
                """, stride, padding));
    }

    NDArray weight() {
        return weight;
    }

    NDArray bias() {
        return bias;
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
        return 2.0 * outputShape(input).size() * in * side * side;
    }

    /** The result, and the input where the weight gathers a gradient. */
    @Override
    public double activationBytes(Shape input) {
        double result = Float.BYTES * (double) outputShape(input).size();
        return weight.hasGradient() ? result + Float.BYTES * (double) input.size() : result;
    }

    private long side(long input) {
        return (input + 2L * padding - side) / stride + 1;
    }
}
