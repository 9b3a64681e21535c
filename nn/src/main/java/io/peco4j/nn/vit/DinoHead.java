package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.Linear;

/**
 * DINO's projection of a class token (Caron et al. 2021, appendix C): three linear maps with GELU between them, the
 * unit vector of the result, and its products with K directions, {@code g v / |v|} each.
 *
 * <p>(B, D) float32 to (B, K) float32; norms and the last product are float32. Names are DINO's: {@code mlp.0},
 * {@code mlp.2}, {@code mlp.4}, {@code last_layer.weight_g} (K, 1) and {@code last_layer.weight_v} (K, bottleneck).
 */
public final class DinoHead extends Layer {
    private static final Kernel GELU = Activation.GELU.kernel();

    private static final Kernel LAST = Kernel.compile("weight-normalised map of unit vectors", """
            def forward(self, x: Tensor, length: Tensor, direction: Tensor) -> Tensor:
              unit = torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1.0e-12))
              weight = torch.mul(direction, torch.div(length, torch.norm(direction, 2, [1], True)))
              return torch.linear(unit, weight)
            """);

    private final Linear first;
    private final Linear second;
    private final Linear third;
    private final NDArray length;
    private final NDArray direction;

    /**
     * The widths of a head.
     *
     * @param in channels D of the class token
     * @param hidden channels between the linear maps; 2048 in the paper
     * @param bottleneck channels of the unit vectors; 256 in the paper
     * @param out directions K; 65,536 in the paper
     */
    public record Widths(int in, int hidden, int bottleneck, int out) {}

    /**
     * A head with fresh weights.
     *
     * @param fixedLengths whether {@code last_layer.weight_g}, which starts at 1, is a buffer instead of a parameter
     */
    public DinoHead(NetworkContext context, Widths widths, boolean fixedLengths) {
        Initial initial = Initial.of(context);
        this.first = child("mlp.0", new Linear(context, widths.in(), widths.hidden(), Start.TIMM.linear()));
        this.second = child("mlp.2", new Linear(context, widths.hidden(), widths.hidden(), Start.TIMM.linear()));
        this.third = child("mlp.4", new Linear(context, widths.hidden(), widths.bottleneck(), Start.TIMM.linear()));
        NDArray ones = initial.ones(widths.out(), 1);
        this.length = fixedLengths ? buffer("last_layer.weight_g", ones) : parameter("last_layer.weight_g", ones);
        this.direction = parameter(
                "last_layer.weight_v", initial.fanInUniform(widths.bottleneck(), widths.out(), widths.bottleneck()));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray a = activated(first, x);
                NDArray b = activated(second, a);
                NDArray z = third.forward(b, training)) {
            return LAST.apply(z, length, direction);
        }
    }

    private static NDArray activated(Linear map, NDArray x) {
        try (NDArray mapped = map.forward(x, false)) {
            return GELU.apply(mapped);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), direction.getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        Shape hidden = first.outputShape(input);
        return first.flops(input) + second.flops(hidden) + third.flops(hidden) + 2.0 * input.get(0) * direction.size();
    }

    /** The inputs of the maps and of the GELUs, and the vectors before and after their length; not the normalised weight, which is one for all. */
    @Override
    public double activationBytes(Shape input) {
        Shape hidden = first.outputShape(input);
        Shape vectors = third.outputShape(hidden);
        double activated = 2.0 * Float.BYTES * hidden.size();
        double unit = 2.0 * Float.BYTES * vectors.size();
        return first.activationBytes(input)
                + second.activationBytes(hidden)
                + third.activationBytes(hidden)
                + activated
                + unit;
    }
}
