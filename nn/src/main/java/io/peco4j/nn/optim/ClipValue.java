package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Tensors;
import java.util.List;

/** Cuts every element of every gradient to an interval around 0; unlike {@link ClipNorm} it turns the gradient. */
public final class ClipValue {
    private final List<NDArray> parameters;
    private final ListKernel kernel;

    /** @param groups the parameters whose gradients are cut; at least one parameter */
    public ClipValue(List<ParameterGroup> groups) {
        this.parameters = groups.stream()
                .flatMap(group -> group.parameters().values().stream())
                .toList();
        this.kernel = new ListKernel("clip value", parameters.size(), List.of("g"), List.of("g"), """
                torch._foreach_clamp_min_(g, torch.neg(float(values)))
                torch._foreach_clamp_max_(g, float(values))
                """, List.of());
    }

    /**
     * Cuts the gradients in place.
     *
     * @param manager of temporaries
     * @param bound largest absolute value
     */
    public void clip(NDManager manager, double bound) {
        try (NDArray values = Tensors.of(manager, bound);
                Gradients gradients = new Gradients(parameters)) {
            kernel.run(values, 0, List.of(gradients.handles()));
        }
    }
}
