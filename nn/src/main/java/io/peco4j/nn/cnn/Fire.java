package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * A fire module: {@code squeeze} to few channels, then {@code expand1x1} and {@code expand3x3} side by side, each with
 * ReLU. Iandola et al. 2016, figure 1.
 *
 * <p>(B, in, H, W) to (B, 2 e, H, W), float32; convolutions run in the context's precision.
 */
final class Fire extends Layer {
    private final int expanded;
    private final ReluConv squeeze;
    private final ReluConv expand1x1;
    private final ReluConv expand3x3;
    private final Kernel kernel;

    /**
     * @param squeezed channels between the two steps
     * @param expanded channels e of each of the two halves of the result
     * @param kernel from {@link #kernel}; the fire modules of a network share one
     */
    Fire(NetworkContext context, int in, int squeezed, int expanded, Kernel kernel) {
        this.expanded = expanded;
        this.squeeze = child("squeeze", ReluConv.pointwise(context, in, squeezed));
        this.expand1x1 = child("expand1x1", ReluConv.pointwise(context, squeezed, expanded));
        this.expand3x3 = child("expand3x3", ReluConv.keeping(context, squeezed, expanded));
        this.kernel = kernel;
    }

    /** The three convolutions in one call. */
    static Kernel kernel(Precision precision) {
        int format = precision == Precision.BFLOAT16 ? 15 : 6;
        return Kernel.compile("fire module", String.format(Locale.ROOT, """
                def forward(self, x: Tensor, sw: Tensor, sb: Tensor, w1: Tensor, b1: Tensor, w3: Tensor, b3: Tensor) -> Tensor:
                  s = self.relu_conv(torch.to(x, %1$d), sw, sb, 0)
                  y = torch.cat([self.relu_conv(s, w1, b1, 0), self.relu_conv(s, w3, b3, 1)], 1)
                  return torch.to(y, 6)

                def relu_conv(self, x: Tensor, w: Tensor, b: Tensor, padding: int) -> Tensor:
                  y = self.conv2d(x, torch.to(w, %1$d), torch.to(b, %1$d), [1, 1], [padding, padding], [1, 1], 1)
                  return torch.relu(y)
                """, format));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(
                x,
                squeeze.weight(),
                squeeze.bias(),
                expand1x1.weight(),
                expand1x1.bias(),
                expand3x3.weight(),
                expand3x3.bias());
    }

    /** The same in float32, convolution by convolution. */
    NDArray composed(NDArray x) {
        NDArray s = squeeze.forward(x, false);
        return expand1x1.forward(s, false).concat(expand3x3.forward(s, false), 1);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), 2L * expanded, input.get(2), input.get(3));
    }

    @Override
    public double flops(Shape input) {
        Shape squeezed = squeeze.outputShape(input);
        return squeeze.flops(input) + expand1x1.flops(squeezed) + expand3x3.flops(squeezed);
    }

    @Override
    public double activationBytes(Shape input) {
        return squeeze.activationBytes(input)
                + expand1x1.activationBytes(squeeze.outputShape(input))
                + expand3x3.activationBytes(squeeze.outputShape(input));
    }
}
