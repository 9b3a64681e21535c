package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Tensors;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Bounds the gradient of each output unit by the size of its weights: adaptive gradient clipping (Brock et al. 2021, as
 * in timm). A unit is what the first dimension counts; vectors and scalars are one unit. Where the norm of a unit's
 * gradient reaches {@code bound * max(|weights|, 1e-3)}, it is scaled down to that. One native call for all parameters.
 */
public final class ClipUnits {
    private final List<NDArray> parameters;
    private final ListKernel kernel;

    /** Measures by the 2-norm. */
    public ClipUnits(List<ParameterGroup> groups) {
        this(groups, 2);
    }

    /**
     * Measures by another norm.
     *
     * @param groups the parameters whose gradients are bounded; at least one parameter
     * @param power of the norm: 1, the sum of absolute values, or 2
     */
    public ClipUnits(List<ParameterGroup> groups, int power) {
        this.parameters = groups.stream()
                .flatMap(group -> group.parameters().values().stream())
                .toList();
        String shares = IntStream.range(0, parameters.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        """
                        most%1$d = torch.mul(torch.clamp_min(%2$s, 1.0e-03), values)
                        norm%1$d = %3$s
                        less%1$d = torch.div(most%1$d, torch.clamp_min(norm%1$d, 1.0e-06))
                        share%1$d = torch.where(torch.lt(norm%1$d, most%1$d), torch.ones_like(less%1$d), less%1$d)
                        """,
                        i,
                        norm("w" + i, parameters.get(i), power),
                        norm("g" + i, parameters.get(i), power)))
                .collect(Collectors.joining());
        String list =
                IntStream.range(0, parameters.size()).mapToObj(i -> "share" + i).collect(Collectors.joining(", "));
        this.kernel = new ListKernel(
                "clip units",
                parameters.size(),
                List.of("w", "g"),
                List.of("g"),
                shares + "torch._foreach_mul_(g, [" + list + "])\n",
                List.of());
    }

    private static String norm(String name, NDArray parameter, int power) {
        int dimensions = parameter.getShape().dimension();
        String inner = IntStream.range(Math.min(1, dimensions - 1), dimensions)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return "torch.norm(" + name + ", " + power + ", [" + inner + "], True)";
    }

    /**
     * Clips the gradients in place.
     *
     * @param manager of temporaries
     * @param bound share of the weights' norm
     */
    public void clip(NDManager manager, double bound) {
        try (NDArray values = Tensors.of(manager, (float) bound);
                Gradients gradients = new Gradients(parameters)) {
            kernel.run(values, 0, List.of(parameters, gradients.handles()));
        }
    }
}
