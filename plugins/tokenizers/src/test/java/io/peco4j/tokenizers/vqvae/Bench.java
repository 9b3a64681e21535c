package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.tokenizers.objective.PixelObjective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The runtime's half of training, as small as it gets: plain gradient descent on the trainable tensors.
 *
 * @param objectives what {@link #create} hands out, by id
 */
record Bench(
        NDManager manager,
        Precision precision,
        RandomGenerator random,
        Map<String, BiFunction<CodebookNetwork, NetworkContext, CodebookObjective>> objectives)
        implements NetworkContext, AutoCloseable {

    static final CodebookObjective PIXEL = new PixelObjective(new PixelObjective.Options(1, PixelObjective.Norm.L1));

    static Bench with(Map<String, CodebookObjective> objectives, int seed) {
        Map<String, BiFunction<CodebookNetwork, NetworkContext, CodebookObjective>> makers = new LinkedHashMap<>();
        objectives.forEach((id, objective) -> makers.put(id, (network, context) -> objective));
        return making(makers, seed);
    }

    /** @param objectives makers of what {@link #create} hands out, by id */
    static Bench making(
            Map<String, BiFunction<CodebookNetwork, NetworkContext, CodebookObjective>> objectives, int seed) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        GradientMode.turnOff();
        return new Bench(manager, Precision.FLOAT32, new SplittableRandom(seed), objectives);
    }

    static Bench pixel(int seed) {
        return with(Map.of("pixel", PIXEL), seed);
    }

    /** A small tokenizer: 16 x 16 pixels to 4 x 4 tokens. */
    static VqVaeOptions options(CodebookOptions.Quantizer quantizer, String... objectives) {
        return new VqVaeOptions(
                16,
                new CodebookOptions(32, 8, quantizer, 0.25, 0.99, 1e-5, EmaCodebook.Initial.NORMAL, 0),
                false,
                VqVaeOptions.Encoder.CNN,
                VqVaeOptions.Decoder.FULL,
                new VitOptions(VitSize.TINY, 1),
                32,
                List.of(1, 1, 2),
                16,
                32,
                1,
                1,
                true,
                List.of(objectives).stream()
                        .map(id -> Component.of(CodebookObjective.class, id))
                        .toList(),
                0.2,
                Optional.empty(),
                Recipe.adamW(1e-3).withEpochs(1).withBatch(4).withWeightDecay(0).withBetas(0.5, 0.95));
    }

    VqVaeTokenizer tokenizer(CodebookOptions.Quantizer quantizer) {
        return new VqVaeTokenizer(options(quantizer, objectives.keySet().toArray(String[]::new)), this);
    }

    /** Pictures with structure: a shade for each, and a gradient across. */
    NDArray images(int count, int side) {
        NDArray shade = manager.randomUniform(0, 0.5f, new Shape(count, 3, 1, 1), DataType.FLOAT32);
        return manager.linspace(0, 0.5f, side)
                .reshape(1, 1, 1, side)
                .add(shade)
                .broadcast(count, 3, side, side)
                .duplicate();
    }

    /** One step at a fixed learning rate; the loss before it. */
    float step(Learner learner, NDArray images, long index, float rate) {
        return step(learner, Map.of("image", images), index, rate).get(0);
    }

    /** One step of all objectives at a fixed learning rate; their losses before it. */
    List<Float> step(Learner learner, Map<String, NDArray> fields, long index, float rate) {
        Step step = new Step(index, 1000, 0, new SplittableRandom(index));
        List<Float> losses = new ArrayList<>();
        for (Objective objective : learner.objectives()) {
            try (NDManager inner = manager.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Map<String, NDArray> copies = new LinkedHashMap<>();
                fields.forEach((name, field) -> copies.put(name, copy(inner, field)));
                JniUtils.setSeed((int) index);
                GradientMode.turnOn();
                Loss loss;
                try {
                    loss = objective.loss(new Rows(inner, copies), step);
                    JniUtils.backward((PtNDArray) loss.value(), (PtNDArray) inner.ones(new Shape()), false, false);
                } finally {
                    GradientMode.turnOff();
                }
                losses.add(loss.value().getFloat());
                parameters(objective)
                        .forEach(array -> array.subi(array.getGradient().mul(rate)));
                learner.objectives()
                        .forEach(each -> parameters(each)
                                .filter(NDArray::hasGradient)
                                .forEach(array -> array.getGradient().muli(0)));
            }
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            learner.afterStep(step);
        }
        return losses;
    }

    private static NDArray copy(NDManager manager, NDArray field) {
        return field.getDataType() == DataType.INT64
                ? manager.create(field.toLongArray(), field.getShape())
                : manager.create(field.toFloatArray(), field.getShape());
    }

    private static Stream<NDArray> parameters(Objective objective) {
        return objective.groups().stream().flatMap(group -> group.parameters().values().stream());
    }

    @Override
    public <T> T create(Component<T> component) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        return Objects.requireNonNull(objectives.get(component.id().name()), component.toString())
                .apply(network, this);
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Fields by name. */
    record Rows(NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public int size() {
            return Math.toIntExact(get(Sample.IMAGE).getShape().get(0));
        }

        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(fields.get(name), name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }
}
