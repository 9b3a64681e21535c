package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Moves parameters along their gradients, one native call per parameter group.
 *
 * <p>A step reads the gradients that backward passes left in the parameters, and empties them. A parameter without a
 * gradient counts as having one of zeros: its buffers fade, and its weight decays. A group that has not started yet
 * keeps weights and buffers as they are, and loses its gradients. One thread at a time.
 */
public abstract sealed class Optimizer implements Stateful, AutoCloseable permits AdamW, Adam, Sgd, Lars {
    private final NDManager manager;
    private final UpdateRule rule;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    /** The lists of a kernel: weights first, then one list per buffer. */
    private record Group(
            ParameterGroup parameters, ListKernel kernel, List<NDArray> weights, List<List<NDArray>> buffers) {}

    Optimizer(NDManager parent, List<ParameterGroup> groups, UpdateRule rule) {
        this.manager = parent.newSubManager();
        this.rule = rule;
        for (ParameterGroup group : groups) {
            if (!group.parameters().isEmpty()) {
                this.groups.add(group(group));
            }
        }
    }

    private Group group(ParameterGroup parameters) {
        List<List<NDArray>> buffers = new ArrayList<>();
        rule.buffers().forEach(buffer -> buffers.add(new ArrayList<>()));
        parameters.parameters().forEach((name, parameter) -> {
            for (int i = 0; i < buffers.size(); i++) {
                UpdateRule.Buffer buffer = rule.buffers().get(i);
                Shape shape = buffer.scalar() ? new Shape() : parameter.getShape();
                buffers.get(i).add(zeros(buffer.key() + "." + name, shape));
            }
        });
        List<NDArray> weights = List.copyOf(parameters.parameters().values());
        return new Group(parameters, kernel(weights), weights, buffers);
    }

    private NDArray zeros(String name, Shape shape) {
        NDArray zeros = manager.zeros(shape, DataType.FLOAT32);
        if (state.putIfAbsent(name, zeros) != null) {
            throw new IllegalArgumentException("two parameters share a name: " + name);
        }
        return zeros;
    }

    private ListKernel kernel(List<NDArray> weights) {
        List<String> lists = Stream.concat(
                        Stream.of("w", "g"), rule.buffers().stream().map(UpdateRule.Buffer::list))
                .toList();
        String body = """
                rate = float(torch.select(values, 0, 0))
                decay = float(torch.select(values, 0, 1))
                """ + rule.body().apply(weights) + "torch._foreach_zero_(g)\n";
        return new ListKernel(rule.name(), weights.size(), lists, lists, body, List.of());
    }

    /**
     * Moves all parameters and empties their gradients, whenever their groups start.
     *
     * @param learningRate before the groups' own scales
     */
    public final void step(double learningRate) {
        step(learningRate, rule.weightDecay());
    }

    /** The same with a weight decay of its own, for schedules of it; groups without weight decay keep to 0. */
    public final void step(double learningRate, double weightDecay) {
        step(learningRate, weightDecay, Integer.MAX_VALUE);
    }

    /**
     * The same for the groups that have started.
     *
     * @param epoch the pass over the data, from 0
     */
    public final void step(double learningRate, double weightDecay, int epoch) {
        for (Group group : groups) {
            if (!group.parameters().moves(epoch)) {
                group.weights().stream()
                        .filter(NDArray::hasGradient)
                        .forEach(weight -> JniUtils.zeroGrad((PtNDArray) weight));
                continue;
            }
            double rate = group.parameters().learningRate(learningRate);
            double decay = group.parameters().weightDecay(weightDecay);
            try (NDArray values = Tensors.of(manager, new double[] {rate, decay});
                    Gradients gradients = new Gradients(group.weights())) {
                List<List<NDArray>> lists = new ArrayList<>(List.of(group.weights(), gradients.handles()));
                lists.addAll(group.buffers());
                group.kernel().run(values, 0, lists);
            }
        }
    }

    /** The buffers of each parameter, under the buffer's name, a dot, and the parameter's name. */
    @Override
    public final Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    /** Frees the buffers. */
    @Override
    public final void close() {
        manager.close();
    }
}
