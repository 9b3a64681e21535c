package io.peco4j.nn.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * Products of unit vectors with K directions, {@code g v / |v|} each: a linear map of normalised inputs whose weight is
 * normalised, too (Salimans and Kingma 2016).
 *
 * <p>(B, D) float32 to (B, K) float32. Names are {@code weight_g} (K, 1) and {@code weight_v} (K, D).
 */
final class Directions extends Layer {
    private static final Kernel KERNEL = Kernel.compile("weight-normalised map of unit vectors", """
            def forward(self, x: Tensor, length: Tensor, direction: Tensor) -> Tensor:
              unit = torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1.0e-12))
              weight = torch.mul(direction, torch.div(length, torch.norm(direction, 2, [1], True)))
              return self.linear(unit, weight, None)
            """);

    private final NDArray length;
    private final NDArray direction;

    /** @param fixedLengths whether {@code weight_g}, which starts at 1, is a buffer instead of a parameter */
    Directions(NetworkContext context, int in, int out, boolean fixedLengths) {
        Initial initial = Initial.of(context);
        NDArray ones = initial.ones(out, 1);
        this.length = fixedLengths ? buffer("weight_g", ones) : parameter("weight_g", ones);
        this.direction = parameter("weight_v", initial.fanInUniform(in, out, in));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return KERNEL.apply(x, length, direction);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), direction.getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        return 2.0 * input.get(0) * direction.size();
    }
}
