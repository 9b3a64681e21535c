package io.peco4j.pretraining.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.ForwardingTokenizer;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.mask.RandomMask;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.pretraining.beit.BeitFramework;
import io.peco4j.pretraining.beit.BeitOptions;
import io.peco4j.pretraining.mae.MaeTokensFramework;
import io.peco4j.pretraining.mae.MaeTokensOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings with and without kept tokens, on six pictures whose views do not change. */
final class CachedTrainingTest {
    private static final String OPTIONS = "views = fixed, mask { pattern = random, ratio = 0.5 }, epochs = 4";
    private static final String SMALL = ", decoder { width = 16, depth = 1, heads = 2 }";
    private static final RandomMask MASK = new RandomMask(16, 8);

    /** Two epochs in batches of two, in another order each, and one in batches of three. */
    private static final long[][] ORDER = {{3, 1}, {0, 5}, {4, 2}, {1, 0}, {2, 3}, {5, 4}, {0, 1, 2}, {5, 4, 3}};

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void recordNothing() {
        GradientMode.turnOff();
        JniUtils.setSeed(3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beit", "mae-tokens"})
    void lossesAndWeightsAreThoseWithoutCache(String id) {
        NDArray pictures = manager.randomUniform(0, 1, new Shape(6, 3, TinyParts.IMAGE, TinyParts.IMAGE));
        Counting usual = new Counting();
        Counting cached = new Counting();
        Learner one = learner(id, false, usual);
        Learner other = learner(id, true, cached);
        assertThat(train(other, pictures, ORDER)).isEqualTo(train(one, pictures, ORDER));
        assertThat(numbers(other)).isEqualTo(numbers(one));
        assertThat(usual.pictures()).isEqualTo(18);
        assertThat(cached.pictures()).as("each of six once").isEqualTo(6);
    }

    /** Its cache is empty in the middle of an epoch: some of a batch are known, and others are not. */
    @Test
    void aResumedTrainingFindsTheSameTokens() {
        NDArray pictures = manager.randomUniform(0, 1, new Shape(6, 3, TinyParts.IMAGE, TinyParts.IMAGE));
        TokenTargets usual = new TokenTargets(new Counting(), TinyParts.encoder(manager), false);
        Counting counting = new Counting();
        TokenTargets resumed = new TokenTargets(counting, TinyParts.encoder(manager), true);
        for (int i = 2; i < ORDER.length; i++) {
            Batch batch = TinyParts.batch(manager, pictures, MASK, i, ORDER[i]);
            NDArray hidden = batch.get(MaskedView.MASK);
            assertThat(resumed.hidden(batch, hidden).toLongArray())
                    .as("batch %d", i)
                    .isEqualTo(usual.hidden(batch, hidden).toLongArray());
        }
        assertThat(counting.pictures()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beit", "mae-tokens"})
    void theTokenizerCountsForTheFirstEpochOnly(String id) {
        double usual = learner(id, false, new Counting()).flopsPerExample();
        double cached = learner(id, true, new Counting()).flopsPerExample();
        assertThat(usual - cached).isCloseTo(0.75 * 1000, within(1e-6));
    }

    private Learner learner(String id, boolean cached, Tokenizer tokenizer) {
        String text = OPTIONS + ", cache-tokens = " + cached;
        return id.equals("beit")
                ? new BeitFramework(
                                TinyParts.options(BeitOptions.class, text),
                                TinyParts.encoder(manager),
                                tokenizer,
                                TinyParts.context(manager))
                        .learner()
                        .orElseThrow()
                : new MaeTokensFramework(
                                TinyParts.options(MaeTokensOptions.class, text + SMALL),
                                TinyParts.encoder(manager),
                                tokenizer,
                                TinyParts.context(manager))
                        .learner()
                        .orElseThrow();
    }

    private List<Float> train(Learner learner, NDArray pictures, long[][] order) {
        Objective objective = learner.objectives().get(0);
        List<Float> losses = new ArrayList<>();
        try (AdamW optimiser = new AdamW(manager, objective.groups(), new AdamW.Settings(0.9, 0.95, 1e-8, 0.05))) {
            for (int i = 0; i < order.length; i++) {
                Batch batch = TinyParts.batch(manager, pictures, MASK, i, order[i]);
                Step step = new Step(i, order.length, i / 3, new SplittableRandom(i));
                GradientMode.on(() -> {
                    NDArray loss = objective.loss(batch, step).value();
                    losses.add(loss.getFloat());
                    JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.create(1f), false, false);
                });
                optimiser.step(1e-2);
            }
        }
        return losses;
    }

    private static List<List<Float>> numbers(Learner learner) {
        return learner.state().values().stream()
                .map(array -> {
                    List<Float> all = new ArrayList<>();
                    for (float value : array.toFloatArray()) {
                        all.add(value);
                    }
                    return all;
                })
                .toList();
    }

    /** Counts the pictures that it is given. */
    private static final class Counting implements ForwardingTokenizer {
        private final PixelTokenizer tokenizer = new PixelTokenizer(300, 4, TinyParts.IMAGE);
        private long count;

        @Override
        public Tokenizer tokenizer() {
            return tokenizer;
        }

        long pictures() {
            return count;
        }

        @Override
        public NDArray tokenize(NDArray images) {
            count += images.getShape().get(0);
            return tokenizer.tokenize(images);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }
    }
}
