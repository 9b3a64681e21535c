package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.data.Portion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains a learner by hand, one step after the other on the same rows, with AdamW.
 *
 * <p>A step is a function of its number, of the rows and of the learner's state, as in a real training. All steps are
 * in one epoch: the first in which every group has started, unless told otherwise.
 */
public final class Drill implements AutoCloseable {
    private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.95, 1e-8, 0);
    private static final int TOTAL = 1000;

    private final Learner learner;
    private final List<Objective> objectives;
    private final Portion rows;
    private final double rate;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final List<AdamW> updates = new ArrayList<>();
    private long done;
    private int epoch;

    /**
     * A drill at its first step.
     *
     * @param split whose first rows are learned, prepared by the learner
     * @param count how many
     * @param rate learning rate
     */
    public Drill(Learner learner, Split split, int count, double rate) {
        this(learner, samples(learner, split, count), rate);
    }

    /**
     * A drill at its first step.
     *
     * @param samples what is learned, prepared already
     * @param rate learning rate
     */
    public Drill(Learner learner, List<Sample> samples, double rate) {
        this.learner = learner;
        this.objectives = learner.objectives();
        this.rows = Portion.of(samples);
        this.rate = rate;
        this.epoch =
                groups(objectives).mapToInt(ParameterGroup::fromEpoch).max().orElse(0);
    }

    private static Stream<ParameterGroup> groups(List<Objective> objectives) {
        return objectives.stream().flatMap(objective -> objective.groups().stream());
    }

    /** From now on, steps are in that epoch. */
    public void enter(int epoch) {
        this.epoch = epoch;
    }

    /** The rows that a learner makes of a split's first examples, each as often as it wants to see them. */
    public static List<Sample> samples(Learner learner, Split split, int count) {
        return samples(learner, split, 0, count);
    }

    /** The rows that it makes of others, from {@code first} on, with the generators of the first. */
    public static List<Sample> samples(Learner learner, Split split, int first, int count) {
        int repeats = learner.repeats();
        return IntStream.range(0, count)
                .mapToObj(i -> sample(learner, split.example((first + i / repeats) % split.size()), i))
                .toList();
    }

    private static Sample sample(Learner learner, Example example, int index) {
        return learner.preparation().prepare(example, new SplittableRandom(index));
    }

    /** Runs a number of steps; the first objective's losses, one each. */
    public List<Double> steps(int count) {
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            losses.add(step());
        }
        return losses;
    }

    /** One step: every objective's gradient and update, then the learner's own hook. The first objective's loss. */
    public double step() {
        double first = Double.NaN;
        for (int i = 0; i < objectives.size(); i++) {
            zero();
            double loss = backward(objectives.get(i));
            first = i == 0 ? loss : first;
            updates().get(i).step(rate, 0, epoch);
        }
        zero();
        learner.afterStep(at());
        done++;
        return first;
    }

    /** An objective's loss at the present step, read while its graph exists; nothing is updated. */
    public <R> R loss(Objective objective, Function<Loss, R> read) {
        return pass(objective, read);
    }

    /** Adds an objective's gradients to its parameters; its loss. */
    public double backward(Objective objective) {
        return backward(objective, () -> {});
    }

    /** The same, with something that happens when the loss is known and its gradients are not. */
    public double backward(Objective objective, Runnable between) {
        return pass(objective, loss -> {
            NDArray value = loss.value();
            between.run();
            NDArray one = value.getManager().full(value.getShape(), 1, DataType.FLOAT32);
            JniUtils.backward((PtNDArray) value, (PtNDArray) one, false, false);
            return (double) value.toFloatArray()[0];
        });
    }

    /** What passes are made under. */
    public NDManager manager() {
        return manager;
    }

    /** Empties all gradients. */
    public void zero() {
        tensors().stream().filter(NDArray::hasGradient).forEach(tensor -> JniUtils.zeroGrad((PtNDArray) tensor));
    }

    /** The largest absolute value of a tensor's gradient; 0 if it gathers none. */
    public static double gradient(NDArray tensor) {
        if (!tensor.hasGradient()) {
            return 0;
        }
        try (NDArray gradient = tensor.getGradient();
                NDArray absolute = gradient.abs();
                NDArray largest = absolute.max()) {
            return largest.getFloat();
        }
    }

    /** Goes on where another drill of an equal learner stands: its state, its moments, its step. */
    public void continueFrom(Drill other) {
        Weights.copyInto(learner.state(), other.learner.state());
        for (int i = 0; i < updates().size(); i++) {
            Weights.copyInto(updates().get(i).state(), other.updates().get(i).state());
        }
        done = other.done;
    }

    /** The state as numbers, by name. */
    public static Map<String, List<Float>> numbers(Map<String, NDArray> state) {
        Map<String, List<Float>> numbers = new LinkedHashMap<>();
        state.forEach((name, tensor) -> numbers.put(name, list(tensor)));
        return numbers;
    }

    /** Names of the tensors whose numbers are others than before; a name that is gone counts. */
    public static List<String> differing(Map<String, List<Float>> before, Map<String, List<Float>> after) {
        return before.entrySet().stream()
                .filter(tensor -> !tensor.getValue().equals(after.get(tensor.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Float> list(NDArray tensor) {
        try (NDArray floats = tensor.toType(DataType.FLOAT32, true)) {
            List<Float> values = new ArrayList<>();
            for (float value : floats.toFloatArray()) {
                values.add(value);
            }
            return values;
        }
    }

    /** Made with the first step: most drills compute losses alone. */
    private List<AdamW> updates() {
        if (updates.isEmpty()) {
            objectives.forEach(objective -> updates.add(new AdamW(manager, objective.groups(), SETTINGS)));
        }
        return updates;
    }

    private Set<NDArray> tensors() {
        Set<NDArray> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(learner.state().values());
        groups().map(ParameterGroup::parameters).forEach(parameters -> all.addAll(parameters.values()));
        return all;
    }

    private Stream<ParameterGroup> groups() {
        return objectives.stream().flatMap(objective -> objective.groups().stream());
    }

    private <R> R pass(Objective objective, Function<Loss, R> use) {
        JniUtils.setSeed(1000 + done);
        try (NDManager pass = manager.newSubManager()) {
            Batch batch = rows.on(pass);
            return GradientMode.on(() -> use.apply(objective.loss(batch, at())));
        }
    }

    private Step at() {
        return new Step(done, TOTAL, epoch, new SplittableRandom(done));
    }

    @Override
    public void close() {
        updates.forEach(AdamW::close);
        manager.close();
    }
}
