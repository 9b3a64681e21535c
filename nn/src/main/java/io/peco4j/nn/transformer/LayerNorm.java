package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * Layer normalisation of the last dimension, parameters {@code weight} and {@code bias}: Ba et al. 2016, usually with
 * epsilon 1e-6 as in timm, BEiT, MAE and MoCo v3.
 *
 * <p>(..., D) float32 to the same shape, always in float32.
 */
public final class LayerNorm extends Layer {
    private static final double USUAL = 1e-6;
    private static final Kernel KERNEL = kernel(USUAL);

    private final NDArray weight;
    private final NDArray bias;
    private final Kernel kernel;

    /** Starts as the plain normalisation: weight 1, bias 0. The epsilon is 1e-6, as it is inside of block kernels. */
    public LayerNorm(NetworkContext context, int width) {
        this(context, width, USUAL);
    }

    /**
     * The same with another epsilon, for layers outside of blocks.
     *
     * @param epsilon added to the variance
     */
    public LayerNorm(NetworkContext context, int width, double epsilon) {
        Initial initial = Initial.of(context);
        this.kernel = epsilon == USUAL ? KERNEL : kernel(epsilon);
        this.weight = parameter("weight", initial.ones(width));
        this.bias = parameter("bias", initial.zeros(width));
    }

    private static Kernel kernel(double epsilon) {
        return Kernel.compile("layer norm", String.format(Locale.ROOT, """
                def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
                  return torch.layer_norm(x, torch.size(weight), weight, bias, %.17g, True)
                """, epsilon));
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
}
