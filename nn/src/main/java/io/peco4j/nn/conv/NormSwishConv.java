package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code conv(swish(norm(x)))} as one kernel: the last layers of VQGAN's encoder and decoder.
 *
 * <p>It owns no parameters: norm and convolution belong to the network that ends with them, under its names. The
 * convolution must keep height and width.
 */
public final class NormSwishConv {
    private final List<NDArray> weights;
    private final Conv2d conv;
    private final Precision precision;
    private final Precision stream;
    private final Kernel kernel;

    /**
     * The layers at the end of a stream.
     *
     * @param conv 3x3, made by {@link Conv2d#same}
     * @param stream number format of what comes in
     */
    public NormSwishConv(NetworkContext context, GroupNorm norm, Conv2d conv, Precision stream) {
        this.conv = conv;
        this.stream = stream;
        this.precision = context.precision();
        this.weights =
                Stream.of(norm.tensors(), conv.tensors()).flatMap(List::stream).toList();
        this.kernel = PrecisionKernel.compile(
                "output layers", context.precision(), String.format(Locale.ROOT, """
                def forward(self, x: Tensor, nw: Tensor, nb: Tensor, cw: Tensor, cb: Tensor) -> Tensor:
                  h = torch.silu(self.narrow(torch.group_norm(x, %d, nw, nb, 1.0e-06, True)))
                  return self.wide(self.conv2d(h, self.narrow(cw), self.narrow(cb), [1, 1], [1, 1], [1, 1], 1))
                """, norm.groups()));
    }

    /** (B, in, H, W) to (B, out, H, W), float32, owned by the manager of {@code x}. */
    public NDArray apply(NDArray x) {
        return kernel.apply(x, weights);
    }

    /** Bytes kept for the backward pass, as {@link io.peco4j.nn.Layer#activationBytes}: the inputs of all three. */
    public double activationBytes(Shape input) {
        return (stream.bytes() + precision.bytes()) * (double) input.size() + conv.activationBytes(input);
    }
}
