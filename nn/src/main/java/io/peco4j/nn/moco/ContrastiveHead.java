package io.peco4j.nn.moco;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.BatchNormSettings;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MoCo v3's projector and predictor: linear maps without bias, each followed by a batch norm; a ReLU follows all but
 * the last, whose norm has no weight and bias, or is not there.
 *
 * <p>(B, first width) float32 to (B, last width) float32. Names count maps, norms and ReLUs in one row, as upstream:
 * {@code 0.weight}, {@code 1.weight}, {@code 1.bias}, {@code 3.weight}. Weights start uniform within
 * {@code 1 / sqrt(in)}.
 */
public final class ContrastiveHead extends Layer {
    private static final WeightRule START = (initial, out, in) -> initial.fanInUniform(in, out, in);

    private static final Kernel RELU = Kernel.compile("relu", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.relu(x)
            """);

    private final List<Stage> stages;

    /** A map and its norm; the last map of a head may have none. */
    private record Stage(Linear map, Optional<BatchNorm> norm, boolean last) {
        NDArray forward(NDArray x, boolean training) {
            NDArray mapped = map.forward(x, training);
            if (norm.isEmpty()) {
                return mapped;
            }
            try (mapped) {
                NDArray normal = norm.get().forward(mapped, training);
                if (last) {
                    return normal;
                }
                try (normal) {
                    return RELU.apply(normal);
                }
            }
        }
    }

    private ContrastiveHead(NetworkContext context, boolean normed, int... widths) {
        List<Stage> made = new ArrayList<>();
        for (int i = 0; i + 1 < widths.length; i++) {
            boolean last = i + 2 == widths.length;
            NDArray weight = START.draw(Initial.of(context), widths[i + 1], widths[i]);
            Linear map = child(Integer.toString(3 * i), new Linear(context, weight, false));
            BatchNormSettings settings = last ? BatchNormSettings.plain() : BatchNormSettings.standard();
            Optional<BatchNorm> norm =
                    last && !normed ? Optional.empty() : Optional.of(new BatchNorm(context, widths[i + 1], settings));
            if (norm.isPresent()) {
                child(Integer.toString(3 * i + 1), norm.get());
            }
            made.add(new Stage(map, norm, last));
        }
        this.stages = List.copyOf(made);
    }

    /**
     * A head with fresh weights that ends in a norm without weight and bias.
     *
     * @param widths channels from the input to the output, at least two
     */
    public static ContrastiveHead normed(NetworkContext context, int... widths) {
        return new ContrastiveHead(context, true, widths);
    }

    /**
     * A head with fresh weights that ends in its last map.
     *
     * @param widths channels from the input to the output, at least two
     */
    public static ContrastiveHead linear(NetworkContext context, int... widths) {
        return new ContrastiveHead(context, false, widths);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray y = stages.get(0).forward(x, training);
        for (Stage stage : stages.subList(1, stages.size())) {
            try (NDArray before = y) {
                y = stage.forward(before, training);
            }
        }
        return y;
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape shape = input;
        for (Stage stage : stages) {
            shape = stage.map().outputShape(shape);
        }
        return shape;
    }

    @Override
    public double flops(Shape input) {
        double flops = 0;
        Shape shape = input;
        for (Stage stage : stages) {
            flops += stage.map().flops(shape);
            shape = stage.map().outputShape(shape);
        }
        return flops;
    }

    /** The inputs of the maps and of the norms. */
    @Override
    public double activationBytes(Shape input) {
        double bytes = 0;
        Shape shape = input;
        for (Stage stage : stages) {
            bytes += stage.map().activationBytes(shape);
            shape = stage.map().outputShape(shape);
            bytes += stage.norm().isPresent() ? stage.norm().get().activationBytes(shape) : 0;
        }
        return bytes;
    }
}
