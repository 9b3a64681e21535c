package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Single-head self-attention between all positions of a map, with a residual connection (taming's {@code AttnBlock}):
 * {@code x + proj_out(v softmax(q k / sqrt(C)))}, all of it from the group norm of {@code x}.
 *
 * <p>(B, C, H, W) in and out, in the number format of the residual stream, float32 unless stated; memory grows with
 * (H W)^2. One kernel; with bfloat16 the products are bfloat16, softmax and the sums of the norm float32. Children as
 * taming names them, 1x1 convolutions: {@code norm, q, k, v, proj_out}.
 */
public final class AttentionBlock extends Layer {
    private final Conv2d query;
    private final Precision precision;
    private final Precision stream;
    private final List<NDArray> weights;
    private final Kernel kernel;

    /** A block with the usual 32 groups. */
    public AttentionBlock(NetworkContext context, int channels) {
        this(context, channels, GroupNorm.GROUPS);
    }

    /** @throws IllegalArgumentException if the channels are no multiple of {@code groups} */
    public AttentionBlock(NetworkContext context, int channels, int groups) {
        this(context, channels, groups, Precision.FLOAT32);
    }

    /**
     * A block within a stream.
     *
     * @param stream number format of what comes in and goes out; no wider than float32, no narrower than the context's
     * @throws IllegalArgumentException if the channels are no multiple of {@code groups}
     */
    public AttentionBlock(NetworkContext context, int channels, int groups, Precision stream) {
        this.precision = context.precision();
        this.stream = stream;
        GroupNorm norm = child("norm", new GroupNorm(context, channels, groups));
        this.query = child("q", Conv2d.same(context, channels, channels, 1));
        Conv2d key = child("k", Conv2d.same(context, channels, channels, 1));
        Conv2d value = child("v", Conv2d.same(context, channels, channels, 1));
        Conv2d out = child("proj_out", Conv2d.same(context, channels, channels, 1));
        this.weights = Stream.of(norm.tensors(), query.tensors(), key.tensors(), value.tensors(), out.tensors())
                .flatMap(List::stream)
                .toList();
        this.kernel = PrecisionKernel.compile(
                "attention block",
                context.precision(),
                String.format(Locale.ROOT, """
                def forward(self, x: Tensor, nw: Tensor, nb: Tensor, qw: Tensor, qb: Tensor, kw: Tensor, kb: Tensor, vw: Tensor, vb: Tensor, ow: Tensor, ob: Tensor) -> Tensor:
                  n = self.narrow(torch.group_norm(x, %d, nw, nb, 1.0e-06, True))
                  w = self.narrow(torch.cat([qw, kw, vw]))
                  b = self.narrow(torch.cat([qb, kb, vb]))
                  maps = torch.flatten(self.conv2d(n, w, b, [1, 1], [0, 0], [1, 1], 1), 2)
                  q, k, v, = torch.split(maps, torch.size(x, 1), 1)
                  s = torch.bmm(torch.transpose(torch.mul(q, %s), 1, 2), k)
                  p = self.narrow(torch.softmax(s, 2, 6))
                  a = torch.reshape(torch.bmm(v, torch.transpose(p, 1, 2)), torch.size(x))
                  return torch.add(x, self.conv2d(a, self.narrow(ow), self.narrow(ob), [1, 1], [0, 0], [1, 1], 1))
                """, groups, 1 / Math.sqrt(channels)));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, weights);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        double positions = (double) input.get(2) * input.get(3);
        return 4 * query.flops(input) + 4.0 * input.get(0) * input.get(1) * positions * positions;
    }

    /** The inputs of the norm and of both convolutions, queries, keys and values, and the weights of attention. */
    @Override
    public double activationBytes(Shape input) {
        double narrow = precision.bytes();
        double positions = (double) input.get(2) * input.get(3);
        double weights = precision == Precision.BFLOAT16 ? Float.BYTES + narrow : narrow;
        return (stream.bytes() + 3 * narrow) * input.size()
                + 2 * query.activationBytes(input)
                + input.get(0) * positions * positions * weights;
    }
}
