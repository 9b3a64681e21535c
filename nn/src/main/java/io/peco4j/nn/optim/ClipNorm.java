package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Tensors;
import java.util.List;

/**
 * Scales all gradients down together where their global norm exceeds a bound: by
 * {@code min(1, bound / (norm + 1e-6))} (Pascanu et al. 2012, as in PyTorch). Where that is 1, no gradient is touched.
 */
public final class ClipNorm {
    private final List<NDArray> parameters;
    private final ListKernel kernel;

    /** How long a gradient is. */
    public enum Length {
        /** The 2-norm over all elements. */
        EUCLIDEAN("torch.norm(torch.stack(torch._foreach_norm(g)))"),
        /** The sum of the absolute values. */
        SUM("torch.sum(torch.stack(torch._foreach_norm(g, 1)))"),
        /** The largest absolute value. */
        LARGEST("torch.max(torch.stack(torch._foreach_norm(g, inf)))");

        private final String text;

        Length(String text) {
            this.text = text;
        }
    }

    /**
     * Clips the 2-norm.
     *
     * @param groups the parameters whose gradients count; at least one parameter
     */
    public ClipNorm(List<ParameterGroup> groups) {
        this(groups, Length.EUCLIDEAN);
    }

    /** @param groups the parameters whose gradients count; at least one parameter */
    public ClipNorm(List<ParameterGroup> groups, Length length) {
        this.parameters = groups.stream()
                .flatMap(group -> group.parameters().values().stream())
                .toList();
        this.kernel = new ListKernel(
                "clip norm",
                parameters.size(),
                List.of("g"),
                List.of("g"),
                "norm = " + length.text + """

                share = torch.clamp_max(torch.div(values, torch.add(norm, 1.0e-06)), 1.0)
                if bool(torch.lt(share, 1.0)):
                  torch._foreach_mul_(g, share)
                """,
                List.of("norm"));
    }

    /**
     * Clips the gradients in place.
     *
     * @param manager owns the result
     * @param bound largest norm; infinity: only measures
     * @return the norm before, a float32 scalar; not a number if a gradient is not
     */
    public NDArray clip(NDManager manager, double bound) {
        try (NDArray values = Tensors.of(manager, (float) bound);
                Gradients gradients = new Gradients(parameters)) {
            return kernel.run(values, 1, List.of(gradients.handles())).singletonOrThrow();
        }
    }
}
