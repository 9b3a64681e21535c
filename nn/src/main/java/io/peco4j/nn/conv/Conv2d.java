package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Layer;
import java.util.List;
import java.util.Locale;

/**
 * A convolution with a square kernel.
 *
 * <p>(B, in, H, W) to (B, out, H', W'), float32 unless stated; inside it runs in the context's precision. Parameters:
 * {@code weight} (out, in / groups, k, k) and, where the shape says so, {@code bias} (out).
 */
public final class Conv2d extends Layer {
    private final ConvShape shape;
    private final List<NDArray> tensors;
    private final Precision precision;
    private final LateKernel kernel;

    private record Names(String weight, String bias) {}

    /** A convolution with the given start. */
    public Conv2d(NetworkContext context, ConvShape shape, ConvStart start) {
        this(context, shape, start, new Names("weight", "bias"), Precision.FLOAT32);
    }

    /**
     * A convolution with bias that starts as PyTorch's do.
     *
     * @param kernelSize side of the kernel in pixels
     * @param padding rows and columns of zeros on each side
     */
    public Conv2d(NetworkContext context, int in, int out, int kernelSize, int stride, int padding) {
        this(context, ConvShape.of(in, out, kernelSize).stride(stride).padding(padding), ConvStart.uniform());
    }

    private Conv2d(NetworkContext context, ConvShape shape, ConvStart start, Names names, Precision result) {
        this.shape = shape;
        Initial initial = Initial.of(context);
        NDArray weight = parameter(names.weight(), start.weight(initial, shape));
        this.tensors =
                shape.bias() ? List.of(weight, parameter(names.bias(), start.bias(initial, shape))) : List.of(weight);
        this.precision = context.precision();
        this.kernel = new LateKernel(() -> PrecisionKernel.compile("convolution", precision, result, source(shape)));
    }

    private static String source(ConvShape shape) {
        String function = """
                def forward(self, x: Tensor, w: Tensor%s) -> Tensor:
                  return self.stream(self.conv2d(self.narrow(x), self.narrow(w), %s, %s))
                """;
        return shape.bias()
                ? String.format(Locale.ROOT, function, ", b: Tensor", "self.narrow(b)", shape.arguments())
                : String.format(Locale.ROOT, function, "", "None", shape.arguments());
    }

    /** A convolution that keeps height and width: stride 1, {@code kernelSize} odd, with bias, PyTorch's start. */
    public static Conv2d same(NetworkContext context, int in, int out, int kernelSize) {
        return same(context, in, out, kernelSize, Precision.FLOAT32);
    }

    /** The same at the beginning of a stream, which has the number format {@code result}. */
    public static Conv2d same(NetworkContext context, int in, int out, int kernelSize, Precision result) {
        ConvShape shape = ConvShape.same(in, out, kernelSize);
        return new Conv2d(context, shape, ConvStart.uniform(), new Names("weight", "bias"), result);
    }

    /** A convolution whose parameters have other names, as in OpenAI's dVAE. */
    public static Conv2d named(
            NetworkContext context, ConvShape shape, ConvStart start, String weightName, String biasName) {
        return new Conv2d(context, shape, start, new Names(weightName, biasName), Precision.FLOAT32);
    }

    /** Channels, kernel, stride and so on. */
    public ConvShape shape() {
        return shape;
    }

    /** The live weight, (out, in / groups, k, k). */
    public NDArray weight() {
        return tensors.get(0);
    }

    /** The live weight, then the bias if there is one: the order in which kernels take them. */
    public List<NDArray> tensors() {
        return tensors;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.get().apply(x, tensors);
    }

    @Override
    public Shape outputShape(Shape input) {
        return shape.outputShape(input);
    }

    @Override
    public double flops(Shape input) {
        return shape.flops(input);
    }

    /** The input, which the gradient of the weight is made of. */
    @Override
    public double activationBytes(Shape input) {
        return weight().hasGradient() ? precision.bytes() * shape.keptOf(input) : 0;
    }
}
