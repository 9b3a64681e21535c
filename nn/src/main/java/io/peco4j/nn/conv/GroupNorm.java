package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.List;
import java.util.Locale;

/**
 * Group normalisation with a scale and shift per channel (Wu and He 2018); 32 groups and epsilon 1e-6 unless stated, as
 * in VQGAN.
 *
 * <p>(B, C, H, W) float32 in and out. Parameters: {@code weight} (C), ones; {@code bias} (C), zeros. Pictures of a
 * batch do not see each other.
 */
public final class GroupNorm extends Layer {
    /** The usual number of groups. */
    public static final int GROUPS = 32;

    private static final double EPSILON = 1e-6;

    private final int groups;
    private final LateKernel kernel;
    private final NDArray weight;
    private final NDArray bias;

    /** The usual 32 groups. */
    public GroupNorm(NetworkContext context, int channels) {
        this(context, channels, GROUPS);
    }

    /** @throws IllegalArgumentException if the channels cannot be grouped */
    public GroupNorm(NetworkContext context, int channels, int groups) {
        this(context, channels, groups, EPSILON);
    }

    /**
     * A norm with another epsilon, which no composite block takes.
     *
     * @throws IllegalArgumentException if the channels cannot be grouped
     */
    public GroupNorm(NetworkContext context, int channels, int groups, double epsilon) {
        if (channels % groups != 0) {
            throw new IllegalArgumentException(channels + " channels are not a multiple of " + groups);
        }
        this.groups = groups;
        this.kernel =
                new LateKernel(() -> Kernel.compile("group norm", String.format(Locale.ROOT, """
                def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                  return torch.group_norm(x, %d, w, b, %s, True)
                """, groups, epsilon)));
        Initial initial = Initial.of(context);
        this.weight = parameter("weight", initial.ones(channels));
        this.bias = parameter("bias", initial.zeros(channels));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.get().apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    @Override
    public double activationBytes(Shape input) {
        return Float.BYTES * (double) input.size();
    }

    int groups() {
        return groups;
    }

    /** Weight and bias: the order in which kernels take them. */
    List<NDArray> tensors() {
        return List.of(weight, bias);
    }
}
