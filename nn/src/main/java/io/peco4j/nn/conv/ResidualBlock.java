package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code x + conv2(swish(norm2(conv1(swish(norm1(x))))))}, 3x3 convolutions; where the channels change, a 1x1
 * convolution of {@code x} takes the place of {@code x} (taming's {@code ResnetBlock}, without dropout).
 *
 * <p>(B, in, H, W) to (B, out, H, W), in the number format of the residual stream, float32 unless stated. One kernel:
 * with bfloat16 the convolutions and what lies between them are bfloat16, the sums of the norms are float32. Children as
 * taming names them: {@code norm1, conv1, norm2, conv2, nin_shortcut}.
 */
public final class ResidualBlock extends Layer {
    private final int out;
    private final List<Conv2d> convolutions = new ArrayList<>();
    private final Precision precision;
    private final Precision stream;
    private final List<NDArray> weights;
    private final Kernel kernel;

    /** A block with the usual 32 groups. */
    public ResidualBlock(NetworkContext context, int in, int out) {
        this(context, in, out, GroupNorm.GROUPS);
    }

    /** @throws IllegalArgumentException if {@code in} or {@code out} is no multiple of {@code groups} */
    public ResidualBlock(NetworkContext context, int in, int out, int groups) {
        this(context, in, out, groups, Precision.FLOAT32);
    }

    /**
     * A block within a stream.
     *
     * @param stream number format of what comes in and goes out; no wider than float32, no narrower than the context's
     * @throws IllegalArgumentException if {@code in} or {@code out} is no multiple of {@code groups}
     */
    public ResidualBlock(NetworkContext context, int in, int out, int groups, Precision stream) {
        this.out = out;
        this.stream = stream;
        this.precision = context.precision();
        GroupNorm norm1 = child("norm1", new GroupNorm(context, in, groups));
        Conv2d conv1 = child("conv1", Conv2d.same(context, in, out, 3));
        GroupNorm norm2 = child("norm2", new GroupNorm(context, out, groups));
        Conv2d conv2 = child("conv2", Conv2d.same(context, out, out, 3));
        List<NDArray> arrays = new ArrayList<>();
        Stream.of(norm1.tensors(), conv1.tensors(), norm2.tensors(), conv2.tensors())
                .forEach(arrays::addAll);
        convolutions.addAll(List.of(conv1, conv2));
        boolean project = in != out;
        if (project) {
            Conv2d shortcut = child("nin_shortcut", Conv2d.same(context, in, out, 1));
            arrays.addAll(shortcut.tensors());
            convolutions.add(shortcut);
        }
        this.weights = List.copyOf(arrays);
        this.kernel = PrecisionKernel.compile(
                "residual block",
                context.precision(),
                stream,
                source(project).replace("@groups", Integer.toString(groups)));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, weights);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), out, input.get(2), input.get(3));
    }

    @Override
    public double flops(Shape input) {
        Shape inner = outputShape(input);
        double sum = convolutions.get(1).flops(inner);
        for (Conv2d convolution : convolutions) {
            sum += convolution == convolutions.get(1) ? 0 : convolution.flops(input);
        }
        return sum;
    }

    /** The inputs of norms, activations and convolutions; the shortcut's is the first norm's unless it is cast. */
    @Override
    public double activationBytes(Shape input) {
        Shape inner = outputShape(input);
        double narrow = precision.bytes();
        double sum = (stream.bytes() + narrow) * input.size()
                + convolutions.get(0).activationBytes(input)
                + 2 * narrow * inner.size()
                + convolutions.get(1).activationBytes(inner);
        boolean copied = convolutions.size() > 2 && precision != stream;
        return copied ? sum + convolutions.get(2).activationBytes(input) : sum;
    }

    private static String source(boolean project) {
        return String.format(
                Locale.ROOT,
                """
                def forward(self, x: Tensor, n1w: Tensor, n1b: Tensor, c1w: Tensor, c1b: Tensor, n2w: Tensor, n2b: Tensor, c2w: Tensor, c2b: Tensor%s) -> Tensor:
                  h = torch.silu(self.narrow(torch.group_norm(x, @groups, n1w, n1b, 1.0e-06, True)))
                  h = self.conv2d(h, self.narrow(c1w), self.narrow(c1b), [1, 1], [1, 1], [1, 1], 1)
                  h = torch.silu(torch.group_norm(h, @groups, n2w, n2b, 1.0e-06, True))
                  h = self.conv2d(h, self.narrow(c2w), self.narrow(c2b), [1, 1], [1, 1], [1, 1], 1)
                  return torch.add(%s, h)
                """,
                project ? ", sw: Tensor, sb: Tensor" : "",
                project
                        ? "self.stream(self.conv2d(self.narrow(x), self.narrow(sw), self.narrow(sb), [1, 1], [0, 0], [1, 1], 1))"
                        : "x");
    }
}
