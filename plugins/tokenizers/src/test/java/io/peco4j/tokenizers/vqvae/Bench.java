package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.tokenizers.objective.PixelObjective;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The runtime's half of training, as small as it gets: plain gradient descent on the trainable tensors.
 *
 * @param objectives what {@link #create} hands out, by id
 */
record Bench(NDManager manager, Precision precision, RandomGenerator random, Map<String, CodebookObjective> objectives)
        implements NetworkContext, AutoCloseable {

    static final CodebookObjective PIXEL = new PixelObjective(new PixelObjective.Options(1, PixelObjective.Norm.L1));

    static Bench with(Map<String, CodebookObjective> objectives, int seed) {
        NDManager manager = NDManager.newBaseManager("PyTorch");
        JniUtils.setGradMode(false);
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
                new Recipe(1, 4, 0, 1e-3, 0, Recipe.Schedule.COSINE, 0, 0, 0.5, 0.95, 0));
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
        try (NDManager inner = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Step step = new Step(index, 1000, 0, random);
            Objective objective = learner.objectives().get(0);
            JniUtils.setGradMode(true);
            Loss loss;
            try {
                loss = objective.loss(
                        new Rows(inner, Map.of("image", inner.create(images.toFloatArray(), images.getShape()))), step);
                JniUtils.backward((PtNDArray) loss.value(), (PtNDArray) inner.ones(new Shape()), false, false);
            } finally {
                JniUtils.setGradMode(false);
            }
            objective
                    .groups()
                    .forEach(group -> group.parameters().values().forEach(array -> {
                        NDArray gradient = array.getGradient();
                        array.subi(gradient.mul(rate));
                        gradient.muli(0);
                    }));
            learner.afterStep(step);
            return loss.value().getFloat();
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T create(Component<T> component) {
        return (T) Objects.requireNonNull(objectives.get(component.id().name()), component.toString());
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        return create(component);
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
            return Math.toIntExact(get("image").getShape().get(0));
        }

        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(fields.get(name), name);
        }
    }
}
