package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Tensors;
import java.util.List;

/**
 * Scales each parameter's gradient down by itself where its 2-norm exceeds a bound: by
 * {@code min(1, bound / (norm + 1e-6))}, as DINO does (Caron et al. 2021). Unlike {@link ClipNorm} it turns the
 * gradient as a whole. One native call for all parameters.
 */
public final class ClipEach {
    private final List<NDArray> parameters;
    private final ListKernel kernel;

    /** @param groups the parameters whose gradients are bounded; at least one parameter */
    public ClipEach(List<ParameterGroup> groups) {
        this.parameters = groups.stream()
                .flatMap(group -> group.parameters().values().stream())
                .toList();
        this.kernel = new ListKernel("clip each", parameters.size(), List.of("g"), List.of("g"), """
                norms = torch.stack(torch._foreach_norm(g))
                shares = torch.clamp_max(torch.div(values, torch.add(norms, 1.0e-06)), 1.0)
                torch._foreach_mul_(g, torch.unbind(shares))
                """, List.of("norms"));
    }

    /**
     * Clips the gradients in place.
     *
     * @param manager owns the result
     * @param bound largest norm of each
     * @return the norms before, float32 (P) in the order of groups and parameters; not a number where a gradient is not
     */
    public NDArray clip(NDManager manager, double bound) {
        try (NDArray values = Tensors.of(manager, (float) bound);
                Gradients gradients = new Gradients(parameters)) {
            return kernel.run(values, 1, List.of(gradients.handles())).singletonOrThrow();
        }
    }
}
