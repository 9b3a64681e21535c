package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Stateful;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2014; Loshchilov and Hutter 2017), one fused native call per
 * parameter group: {@code p *= 1 - rate decay}, then {@code p -= rate m' / (sqrt(v') + epsilon)} with the
 * bias-corrected moments m' and v'.
 *
 * <p>A step reads the gradients that backward passes left in the parameters, and empties them. A parameter without a
 * gradient counts as having one of zeros: its moments fade, and its weight decays. One thread at a time.
 */
public final class AdamW implements Stateful, AutoCloseable {
    private final NDManager manager;
    private final Settings settings;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    /**
     * The constants of a run.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the second moment; 1e-8 as a rule
     * @param weightDecay applies to groups that ask for it
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {}

    private record Group(
            ParameterGroup parameters,
            ListKernel kernel,
            List<NDArray> weights,
            List<NDArray> first,
            List<NDArray> second,
            List<NDArray> steps) {}

    /**
     * An optimiser whose moments start at zero. Not to be made within an NDScope, which would close them.
     *
     * @param parent its manager closes the moments at the latest; {@link #close} does so earlier
     * @param groups of float32 parameters that need gradients
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public AdamW(NDManager parent, List<ParameterGroup> groups, Settings settings) {
        this.manager = parent.newSubManager();
        this.settings = settings;
        for (ParameterGroup group : groups) {
            if (!group.parameters().isEmpty()) {
                this.groups.add(group(group));
            }
        }
    }

    private Group group(ParameterGroup parameters) {
        List<NDArray> first = new ArrayList<>();
        List<NDArray> second = new ArrayList<>();
        List<NDArray> steps = new ArrayList<>();
        parameters.parameters().forEach((name, parameter) -> {
            first.add(moment("exp_avg." + name, parameter.getShape()));
            second.add(moment("exp_avg_sq." + name, parameter.getShape()));
            steps.add(moment("step." + name, new Shape()));
        });
        return new Group(
                parameters,
                kernel(first.size()),
                List.copyOf(parameters.parameters().values()),
                first,
                second,
                steps);
    }

    private NDArray moment(String name, Shape shape) {
        NDArray zeros = manager.zeros(shape, DataType.FLOAT32);
        if (state.putIfAbsent(name, zeros) != null) {
            throw new IllegalArgumentException("two parameters share a name: " + name);
        }
        return zeros;
    }

    private ListKernel kernel(int length) {
        String body = String.format(Locale.ROOT, """
                rate = float(torch.select(values, 0, 0))
                decay = float(torch.select(values, 0, 1))
                torch._foreach_add_(s, 1.0)
                torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), s, lr=rate, beta1=%.17g, beta2=%.17g, \
                weight_decay=decay, eps=%.17g, amsgrad=False, maximize=False)
                torch._foreach_zero_(g)
                """, settings.beta1(), settings.beta2(), settings.epsilon());
        List<String> lists = List.of("w", "g", "m", "v", "s");
        return new ListKernel("adamw", length, lists, lists, body, List.of());
    }

    /**
     * Moves all parameters and empties their gradients.
     *
     * @param learningRate before the groups' own scales
     */
    public void step(double learningRate) {
        step(learningRate, settings.weightDecay());
    }

    /** The same with a weight decay of its own, for schedules of it; groups without weight decay keep to 0. */
    public void step(double learningRate, double weightDecay) {
        for (Group group : groups) {
            double rate = learningRate * group.parameters().learningRateScale();
            double decay = group.parameters().weightDecay() ? weightDecay : 0;
            try (NDArray values = manager.create(new double[] {rate, decay});
                    Gradients gradients = new Gradients(group.weights())) {
                group.kernel()
                        .run(
                                values,
                                0,
                                group.weights(),
                                gradients.handles(),
                                group.first(),
                                group.second(),
                                group.steps());
            }
        }
    }

    /** Drops the gradients that a backward pass of another objective left in these parameters. */
    public void dropGradients() {
        for (Group group : groups) {
            try (Gradients gradients = new Gradients(group.weights())) {
                gradients.handles().forEach(gradient -> gradient.muli(0));
            }
        }
    }

    /** The moments {@code exp_avg.NAME} and {@code exp_avg_sq.NAME} and the count {@code step.NAME} of each parameter. */
    @Override
    public Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    /** Frees the moments. */
    @Override
    public void close() {
        manager.close();
    }
}
