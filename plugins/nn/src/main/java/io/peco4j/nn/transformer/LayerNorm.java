package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * Layer normalisation of the last dimension with epsilon 1e-6, parameters {@code weight} and {@code bias}: Ba et al.
 * 2016, with the epsilon of timm, BEiT, MAE and MoCo v3.
 *
 * <p>(..., D) float32 to the same shape, always in float32.
 */
public final class LayerNorm extends Layer {
    private static final Kernel KERNEL = Kernel.compile("layer norm", """
            def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              return torch.layer_norm(x, torch.size(weight), weight, bias, 1.0e-06, True)
            """);

    private final NDArray weight;
    private final NDArray bias;

    /** Starts as the plain normalisation: weight 1, bias 0. */
    public LayerNorm(NetworkContext context, int width) {
        Initial initial = Initial.of(context);
        this.weight = parameter("weight", initial.ones(width));
        this.bias = parameter("bias", initial.zeros(width));
    }

    NDArray weight() {
        return weight;
    }

    NDArray bias() {
        return bias;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return KERNEL.apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }
}
