package io.peco4j.nn.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DINO's projection of a class token (Caron et al. 2021, appendix C): linear maps with GELU between them, the unit
 * vector of the result, and its products with K directions, {@code g v / |v|} each.
 *
 * <p>(B, D) float32 to (B, K) float32; norms and the last product are float32. Names are DINO's, which count maps,
 * norms and GELUs in one row: {@code mlp.0}, {@code mlp.2}, {@code mlp.4} of the paper's three maps, {@code mlp} of a
 * single one; {@code last_layer.weight_g} (K, 1) and {@code last_layer.weight_v} (K, bottleneck).
 */
public final class DinoHead extends Layer {
    /** The name of the last layer, whose parameters stay at their start for the first epochs. */
    public static final String LAST_LAYER = "last_layer";

    private static final Kernel GELU = Activation.GELU.kernel();

    private final Widths widths;
    private final Form form;
    private final List<Stage> stages = new ArrayList<>();
    private final Directions last;

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
     * What a head consists of.
     *
     * @param maps linear maps before the directions, at least 1; 3 in the paper
     * @param normed whether a batch norm follows each map but the last
     * @param fixedLengths whether {@code last_layer.weight_g}, which starts at 1, is a buffer instead of a parameter
     */
    public record Form(int maps, boolean normed, boolean fixedLengths) {
        /** The paper's: three maps and no norms. */
        public static Form plain(boolean fixedLengths) {
            return new Form(3, false, fixedLengths);
        }
    }

    /** A map and what follows it; nothing follows the last one. */
    private record Stage(Linear map, Optional<BatchNorm> norm, boolean last) {
        NDArray forward(NDArray x, boolean training) {
            NDArray mapped = map.forward(x, training);
            if (last) {
                return mapped;
            }
            NDArray normal = norm.isEmpty() ? mapped : norm.get().forward(mapped, training);
            try (mapped;
                    normal) {
                return GELU.apply(normal);
            }
        }
    }

    /** A head of the paper's form with fresh weights. */
    public DinoHead(NetworkContext context, Widths widths, boolean fixedLengths) {
        this(context, widths, Form.plain(fixedLengths));
    }

    /** A head with fresh weights. */
    public DinoHead(NetworkContext context, Widths widths, Form form) {
        this.widths = widths;
        this.form = form;
        int period = form.normed() ? 3 : 2;
        int in = widths.in();
        for (int i = 0; i < form.maps(); i++) {
            boolean last = i + 1 == form.maps();
            int out = last ? widths.bottleneck() : widths.hidden();
            String name = form.maps() == 1 ? "mlp" : "mlp." + i * period;
            Linear map = child(name, new Linear(context, in, out, Start.TIMM.linear()));
            Optional<BatchNorm> norm =
                    form.normed() && !last ? Optional.of(new BatchNorm(context, out)) : Optional.empty();
            if (norm.isPresent()) {
                child("mlp." + (i * period + 1), norm.get());
            }
            stages.add(new Stage(map, norm, last));
            in = out;
        }
        this.last = child(LAST_LAYER, new Directions(context, widths.bottleneck(), widths.out(), form.fixedLengths()));
    }

    /** Another head of the same form and values with tensors of its own. */
    public DinoHead twin(NetworkContext context) {
        DinoHead twin = new DinoHead(context, widths, form);
        Weights.copyInto(Parameters.state(twin), Parameters.state(this));
        return twin;
    }

    /** Channels of its parts. */
    public Widths widths() {
        return widths;
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray z = stages.get(0).forward(x, training);
        for (Stage stage : stages.subList(1, stages.size())) {
            try (NDArray before = z) {
                z = stage.forward(before, training);
            }
        }
        try (NDArray narrow = z) {
            return last.forward(narrow, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), widths.out());
    }

    /**
     * The inputs of the maps and of the GELUs, and the vectors before and after their length; not the normalised
     * weight, which there is once for all rows.
     */
    @Override
    public double activationBytes(Shape input) {
        double bytes = 0;
        Shape shape = input;
        for (Stage stage : stages) {
            bytes += stage.map().activationBytes(shape);
            shape = stage.map().outputShape(shape);
            bytes += Float.BYTES * (double) shape.size();
        }
        return bytes + Float.BYTES * (double) shape.size();
    }

    @Override
    public double flops(Shape input) {
        double flops = 0;
        Shape shape = input;
        for (Stage stage : stages) {
            flops += stage.map().flops(shape);
            shape = stage.map().outputShape(shape);
        }
        return flops + last.flops(shape);
    }
}
