package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Kernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Two linear layers that learn to tell a picture's mean, with everything that makes resuming hard: dropout by the
 * engine's generator, noise by Java's, random preparation, a moving average, and a count in int64.
 */
final class TinyLearner implements Learner, AutoCloseable {
    private static final Kernel NETWORK = Kernel.compile("tiny", """
            def forward(self, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, keep: Tensor) -> Tensor:
              h = torch.tanh(torch.linear(torch.flatten(x, 1), w1, b1))
              h = torch.mul(h, torch.bernoulli(torch.expand_as(keep, h)))
              return torch.linear(h, w2)
            """);

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Recipe recipe;
    private final double keep;
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private final List<ParameterGroup> groups;
    private long poisonedStep = -1;
    private boolean failing;
    private int repeats = 1;
    private int[] picked = {};

    /** @param keep probability that a hidden number is kept; 1 makes the loss a function of batch and weights */
    TinyLearner(Recipe recipe, double keep, double scaleOfFirst) {
        this(recipe, keep, scaleOfFirst, 0);
    }

    /** The same with a first group that moves from an epoch on. */
    TinyLearner(Recipe recipe, double keep, double scaleOfFirst, int fromEpoch) {
        this.recipe = recipe;
        this.keep = keep;
        manager.getEngine().setRandomSeed(5);
        parameter("w1", manager.randomNormal(0, 0.3f, new Shape(16, 12), DataType.FLOAT32));
        parameter("b1", manager.zeros(new Shape(16)));
        parameter("w2", manager.randomNormal(0, 0.3f, new Shape(1, 16), DataType.FLOAT32));
        state.put("average", get("w1").duplicate());
        state.put("count", manager.zeros(new Shape(1), DataType.INT64));
        // Map.of has another order in every process, and training must not.
        Map<String, NDArray> rest = new LinkedHashMap<>();
        rest.put("b1", get("b1"));
        rest.put("w2", get("w2"));
        groups = List.of(
                new ParameterGroup("first", Map.of("w1", get("w1")), scaleOfFirst, true).startingAt(fromEpoch),
                new ParameterGroup("rest", rest, 1, false));
    }

    static Recipe recipe(int epochs, int batch, int microBatch, double rate, double clip) {
        return Recipe.adamW(rate)
                .withEpochs(epochs)
                .withBatch(batch)
                .withMicroBatch(microBatch)
                .withWarmup(Warmup.ofEpochs(0.5))
                .withClipping(Clipping.global(clip));
    }

    /** Makes the loss of one step no number. */
    TinyLearner poisonedAt(long step) {
        poisonedStep = step;
        return this;
    }

    /** Shows each example several times an epoch. */
    TinyLearner repeating(int times) {
        repeats = times;
        return this;
    }

    /** Learns from these examples alone. */
    TinyLearner learningFrom(int... indices) {
        picked = indices;
        return this;
    }

    /** Nothing but what gradients train. */
    TinyLearner withoutAverage() {
        state.remove("average");
        state.remove("count");
        return this;
    }

    /** Makes the next loss throw. */
    void failing() {
        failing = true;
    }

    NDArray get(String name) {
        return Objects.requireNonNull(state.get(name));
    }

    float[] values(String name) {
        return get(name).toFloatArray();
    }

    @Override
    public Split examples(Split train) {
        return picked.length == 0 ? train : train.select(picked);
    }

    @Override
    public List<Objective> objectives() {
        return List.of(new Regression());
    }

    @Override
    public Preparation preparation() {
        return (example, random) -> {
            float mean = 0;
            for (byte value : example.image().rgb()) {
                mean += (value & 0xff) / (12 * 255f);
            }
            return Sample.of(Sample.IMAGE, example.image())
                    .with("mean", new float[] {mean}, 1)
                    .with("jitter", new float[] {keep < 1 ? random.nextFloat() * 0.01f : 0}, 1);
        };
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public int repeats() {
        return repeats;
    }

    @Override
    public double flopsPerExample() {
        return 6 * (16 * 12 + 16);
    }

    @Override
    public void afterStep(Step step) {
        if (!state.containsKey("average")) {
            return;
        }
        get("average").muli(0.9f).addi(get("w1").mul(0.1f));
        get("count").addi(1 + step.random().nextInt(3));
    }

    @Override
    public Map<String, NDArray> state() {
        return state;
    }

    @Override
    public void close() {
        manager.close();
    }

    private void parameter(String name, NDArray value) {
        value.setRequiresGradient(true);
        state.put(name, value);
    }

    private final class Regression implements Objective {
        @Override
        public String name() {
            return "regression";
        }

        @Override
        public List<ParameterGroup> groups() {
            return groups;
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            if (failing) {
                throw new IllegalStateException("a bug in a plugin");
            }
            NDArray probability = batch.manager().create(new float[] {(float) keep});
            NDArray told = NETWORK.apply(batch.get(Sample.IMAGE), get("w1"), get("b1"), get("w2"), probability);
            NDArray error = told.sub(batch.get("mean")).sub(batch.get("jitter"));
            NDArray loss = error.mul(error).mean();
            float noise = keep < 1 ? 1 + 0.01f * step.random().nextFloat() : 1;
            return Loss.of(Affine.scaled(loss, step.index() == poisonedStep ? Float.NaN : noise))
                    .with("error", error.abs().mean());
        }
    }
}
