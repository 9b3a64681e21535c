package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The outer step of local training: moves weights by Nesterov momentum along the mean of what workers have moved them
 * by, {@code u = mu u + delta, theta = theta - nu (delta + mu u)} (DiLoCo, Douillard et al. 2023). One native call for
 * each of its parts; one thread at a time.
 *
 * <p>All lists are of float32 tensors in the order of the names that it was made with.
 */
public final class OuterOptimizer {
    private final NDManager manager;
    private final List<NDArray> weights;
    private final Map<String, NDArray> momentum = new LinkedHashMap<>();
    private final ListKernel copy;
    private final ListKernel moved;
    private final ListKernel add;
    private final ListKernel step;

    /**
     * The constants of a run.
     *
     * @param rate nu
     * @param momentum mu, in [0, 1)
     * @param workers how many the mean is of
     */
    public record Settings(double rate, double momentum, int workers) {}

    /**
     * Weights at the beginning of the first round, and no momentum yet.
     *
     * @param manager owns the copy of the weights and the momentum
     * @param trained copied
     */
    public OuterOptimizer(NDManager manager, Map<String, NDArray> trained, Settings settings) {
        this.manager = manager;
        int length = trained.size();
        this.weights = zeros(List.copyOf(trained.values()));
        trained.forEach((name, tensor) -> momentum.put(name, manager.zeros(tensor.getShape())));
        this.copy = kernel("weights copied", length, List.of("t", "s"), List.of("t"), "torch._foreach_copy_(t, s)\n");
        this.moved = kernel("weights moved by", length, List.of("t", "w"), List.of("t"), """
                torch._foreach_neg_(t)
                torch._foreach_add_(t, w)
                """);
        this.add = kernel("moves added", length, List.of("t", "s"), List.of("t"), "torch._foreach_add_(t, s)\n");
        List<String> all = List.of("w", "u", "d");
        this.step = kernel(
                "outer step",
                length,
                all,
                all,
                String.format(
                        Locale.ROOT,
                        """
                torch._foreach_mul_(d, %.17g)
                torch._foreach_mul_(u, %.17g)
                torch._foreach_add_(u, d)
                torch._foreach_add_(d, u, alpha=%.17g)
                torch._foreach_add_(w, d, alpha=%.17g)
                """,
                        1.0 / settings.workers(),
                        settings.momentum(),
                        settings.momentum(),
                        -settings.rate()));
        copy(this.weights, List.copyOf(trained.values()));
    }

    private static ListKernel kernel(String name, int length, List<String> lists, List<String> changed, String body) {
        return new ListKernel(name, length, lists, changed, body, List.of());
    }

    /** The weights after the last outer step, live. */
    public List<NDArray> weights() {
        return weights;
    }

    /** The momentum by the names of the weights, live. */
    public Map<String, NDArray> momentum() {
        return Collections.unmodifiableMap(momentum);
    }

    /** Tensors of zeros like others; the manager owns them. */
    public List<NDArray> zeros(List<NDArray> like) {
        return like.stream().map(tensor -> manager.zeros(tensor.getShape())).toList();
    }

    /** Writes one list over another. */
    public void copy(List<NDArray> to, List<NDArray> from) {
        run(copy, List.of(to, from));
    }

    /** Turns a worker's weights into what they have moved by, against their direction: theta - theta_k. */
    public void moved(List<NDArray> worker) {
        run(moved, List.of(worker, weights));
    }

    /** Adds to a sum. */
    public void add(List<NDArray> sum, List<NDArray> more) {
        run(add, List.of(sum, more));
    }

    /**
     * Moves the weights.
     *
     * @param sum over all workers of what they have {@link #moved}; overwritten
     */
    public void step(List<NDArray> sum) {
        run(step, List.of(weights, List.copyOf(momentum.values()), sum));
    }

    private void run(ListKernel kernel, List<List<NDArray>> lists) {
        try (NDArray owner = Tensors.of(manager, 0f)) {
            kernel.run(owner, 0, lists);
        }
    }
}
