package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sums that wait while further ones are computed: the gradients of parameters, and tensors that go along with them.
 *
 * <p>Backward passes add to gradients; a push puts what they hold aside and leaves zeros, a pop adds it again. So sums
 * of several passes get parentheses. Memory for one push is as much as all gradients take; it is kept for the next
 * one. One thread at a time.
 */
public final class GradientStack {
    private final NDManager manager;
    private final List<NDArray> parameters;
    private final List<NDArray> others;
    private final List<List<NDArray>> levels = new ArrayList<>();
    private int height;
    private @Nullable ListKernel push;
    private @Nullable ListKernel pop;

    /**
     * An empty stack. A parameter that no backward pass has reached yet gets a gradient of zeros, so that all of them
     * are there whichever passes come.
     *
     * @param manager owns what is put aside
     * @param parameters float32, that gather gradients
     * @param others float32 tensors that hold sums themselves; with the parameters, at least one
     */
    public GradientStack(NDManager manager, List<NDArray> parameters, List<NDArray> others) {
        this.manager = manager;
        this.parameters = List.copyOf(parameters);
        this.others = List.copyOf(others);
        parameters.forEach(GradientStack::begin);
    }

    /** A parameter's own backward pass adds to its gradient whatever it is given. */
    private static void begin(NDArray parameter) {
        PtNDArray tensor = (PtNDArray) parameter;
        try (PtNDArray gradient = JniUtils.getGradient(tensor)) {
            if (gradient == null) {
                try (NDArray zeros = tensor.zerosLike()) {
                    JniUtils.backward(tensor, (PtNDArray) zeros, false, false);
                }
            }
        }
    }

    /** Number of sums that wait. */
    public int height() {
        return height;
    }

    /** Puts the present sums aside and goes on from zeros. */
    public void push() {
        if (levels.size() == height) {
            levels.add(level());
        }
        if (push == null) {
            push = new ListKernel(
                    "sums put aside",
                    parameters.size() + others.size(),
                    List.of("s", "g"),
                    List.of("s", "g"),
                    "torch._foreach_copy_(s, g)\ntorch._foreach_zero_(g)\n",
                    List.of());
        }
        run(push, levels.get(height));
        height++;
    }

    /** Adds what was put aside last to the present sums. */
    public void pop() {
        if (pop == null) {
            pop = new ListKernel(
                    "sums taken up",
                    parameters.size() + others.size(),
                    List.of("s", "g"),
                    List.of("g"),
                    "torch._foreach_add_(g, s)\n",
                    List.of());
        }
        height--;
        run(pop, levels.get(height));
    }

    /** Forgets what was put aside after the first few. */
    public void drop(int remaining) {
        height = Math.min(height, remaining);
    }

    /** What was put aside, from the first to the last: of each parameter, then of each other tensor. */
    public List<List<NDArray>> waiting() {
        return List.copyOf(levels.subList(0, height));
    }

    /**
     * Gives the present sums in the same order to a consumer, which may write into them.
     *
     * @param use must not keep them
     */
    public void present(Consumer<List<NDArray>> use) {
        try (Gradients gradients = new Gradients(parameters)) {
            use.accept(joined(gradients));
        }
    }

    private List<NDArray> joined(Gradients gradients) {
        List<NDArray> sums = new ArrayList<>(gradients.handles());
        sums.addAll(others);
        return sums;
    }

    private void run(ListKernel kernel, List<NDArray> level) {
        try (NDArray owner = Tensors.of(manager, 0f);
                Gradients gradients = new Gradients(parameters)) {
            kernel.run(owner, 0, List.of(level, joined(gradients)));
        }
    }

    private List<NDArray> level() {
        List<NDArray> made = new ArrayList<>();
        parameters.forEach(parameter -> made.add(manager.zeros(parameter.getShape())));
        others.forEach(other -> made.add(manager.zeros(other.getShape())));
        return List.copyOf(made);
    }
}
