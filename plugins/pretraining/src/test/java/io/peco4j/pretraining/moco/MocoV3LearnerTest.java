package io.peco4j.pretraining.moco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.moco.ContrastiveLoss;
import io.peco4j.nn.moco.MocoLearner;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.pretraining.supervised.Classes;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MocoV3LearnerTest {
    private static final int STEPS = 8;
    private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.999, 1e-8, 0.1);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
        JniUtils.setSeed(1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Similarities of random unit vectors are normal with variance 1/d: log-mean-exp to second order. */
    @Test
    void strangersCostChance() {
        int rows = 64;
        int dimension = 256;
        double temperature = 0.2;
        NDArray queries = manager.randomNormal(new Shape(rows, dimension));
        NDArray keys = manager.randomNormal(new Shape(rows, dimension));
        double loss = new ContrastiveLoss(temperature).of(queries, keys).value().getFloat();
        assertThat(loss).isCloseTo(chance(rows, dimension, temperature), within(0.06));
    }

    @Test
    void knownGeometriesHaveKnownLosses() {
        NDArray axes = manager.eye(8);
        ContrastiveLoss loss = new ContrastiveLoss(0.5);
        ContrastiveLoss.Contrast orthogonal = loss.of(axes.get(":4").mul(3), axes.get("4:"));
        assertThat(orthogonal.value().getFloat()).isCloseTo((float) Math.log(4), within(1e-6f));
        ContrastiveLoss.Contrast equal = loss.of(axes, axes.mul(7));
        assertThat(equal.value().getFloat()).isCloseTo((float) (Math.log(Math.exp(2) + 7) - 2), within(1e-6f));
        assertThat(equal.accuracy().getFloat()).isEqualTo(1);
        assertThat(loss.of(axes, axes.flip(0)).accuracy().getFloat()).isZero();
    }

    @Test
    void anUntrainedNetworkGuesses() {
        int rows = 16;
        int dimension = 256;
        MocoLearner learner = TinyTraining.learner(manager, dimension, true);
        double loss = learner.loss(TinyTraining.noise(manager, rows), TinyTraining.step(0, 10))
                .value()
                .getFloat();
        assertThat(loss).isCloseTo(2 * chance(rows, dimension, 0.2), within(0.25));
    }

    private static double chance(int rows, int dimension, double temperature) {
        double variance = 1 / (temperature * temperature * dimension);
        return 2 * temperature * (Math.log(rows) + variance / 2 - Math.expm1(variance) / (2 * rows));
    }

    @Test
    void aStepMovesWhatItMayAndNothingElse() {
        MocoLearner learner = TinyTraining.learner(manager, 16, true);
        Map<String, NDArray> before = TinyTraining.copies(learner.state());
        Set<String> trained = new HashSet<>();
        try (AdamW optimiser = new AdamW(manager, learner.groups(), SETTINGS)) {
            TinyTraining.backward(learner, TinyTraining.noise(manager, 6), TinyTraining.step(3, 10));
            optimiser.step(0.01);
        }
        for (ParameterGroup group : learner.groups()) {
            trained.addAll(group.parameters().keySet());
        }
        Map<String, NDArray> stepped = TinyTraining.copies(learner.state());
        learner.afterStep(TinyTraining.step(3, 10));
        double momentum = MomentumSchedule.cosine(0.99).at(TinyTraining.step(3, 10));
        learner.state().forEach((name, now) -> {
            NDArray old = at(before, name);
            String bare = name.startsWith("encoder.") ? name.substring(8) : name;
            boolean statistics = name.contains("running_") || name.endsWith("num_batches_tracked");
            String leader = name.startsWith("momentum.") ? name.substring(9) : "";
            String bareLeader = leader.startsWith("encoder.") ? leader.substring(8) : leader;
            if (!leader.isEmpty() && !statistics && trained.contains(bareLeader)) {
                NDArray expected = old.mul(momentum).add(at(stepped, leader).mul(1 - momentum));
                assertThat(now.sub(expected).abs().max().getFloat()).as(name).isLessThan(1e-6f);
            }
            boolean moves = statistics || trained.contains(bare) || trained.contains(bareLeader);
            assertThat(now.contentEquals(old)).as(name).isEqualTo(!moves);
        });
        assertThat(trained).contains("cls_token", "projector.6.weight", "predictor.1.bias");
        NDArray patches = at(learner.state(), "encoder.patch_embed.proj.weight");
        assertThat(patches.hasGradient()).isFalse();
    }

    @Test
    void noMomentumTensorGetsAGradientAndNoFrozenOne() {
        MocoLearner learner = TinyTraining.learner(manager, 16, true);
        learner.state()
                .forEach((name, array) -> assertThat(array.hasGradient())
                        .as(name)
                        .isEqualTo(!name.startsWith("momentum.")
                                && !name.startsWith("encoder.patch_embed.")
                                && !name.contains("running_")
                                && !name.endsWith("num_batches_tracked")
                                && !name.endsWith("pos_embed")));
    }

    @Test
    void trainingSeparatesPictures() {
        MocoLearner learner = TinyTraining.learner(manager, 16, true);
        NDArray pictures = manager.randomNormal(new Shape(8, 3, TinyTraining.IMAGE, TinyTraining.IMAGE));
        NDArray noisy = pictures.add(manager.randomNormal(pictures.getShape()).mul(0.1));
        Batch batch = TinyTraining.batch(manager, pictures, noisy);
        float first = 0;
        float last = 0;
        try (AdamW optimiser = new AdamW(manager, learner.groups(), SETTINGS)) {
            for (int i = 0; i < STEPS; i++) {
                last = TinyTraining.backward(learner, batch, TinyTraining.step(i, STEPS))
                        .value()
                        .getFloat();
                first = i == 0 ? last : first;
                optimiser.step(3e-3);
                learner.afterStep(TinyTraining.step(i, STEPS));
            }
        }
        assertThat(last).isLessThan(0.7f * first);
    }

    /** Queries go forward and backward, three times the work; keys forward only. */
    @Test
    void countsTheWorkOfAnExample() {
        StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
        VisionTransformer encoder = TinyTraining.encoder(context);
        MocoV3Framework framework =
                new MocoV3Framework(TinyTraining.options(16, true, TinyTraining.recipe(4, 0)), encoder, context);
        double projector = 2.0 * (32 * 40 + 40 * 40 + 40 * 16);
        double predictor = 2.0 * (16 * 40 + 40 * 16);
        assertThat(framework.learner().orElseThrow().flopsPerExample())
                .isEqualTo(2 * (4 * encoder.flopsPerImage() + 4 * projector + 3 * predictor));
    }

    @Test
    void aPassOfOnePictureIsRefused() {
        StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
        VisionTransformer encoder = TinyTraining.encoder(context);
        for (int[] sizes : new int[][] {{1, 0}, {8, 1}, {9, 4}}) {
            MocoV3Framework.Options options = TinyTraining.options(16, true, TinyTraining.recipe(sizes[0], sizes[1]));
            assertThatThrownBy(() -> new MocoV3Framework(options, encoder, context))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("PECO-140");
        }
    }

    /** A split of 33 pictures is a batch of 33: a pass of 32 and one of 1. */
    @Test
    void aSplitThatLeavesAPassOfOnePictureIsRefused() {
        MocoV3Framework.Options options = TinyTraining.options(16, true, TinyTraining.recipe(64, 32));
        assertThat(options.problems(new Classes(1, 33)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("fills 33"));
        assertThat(options.problems(new Classes(1, 34))).isEmpty();
        assertThat(options.problems(new Classes(1, 1000))).isEmpty();
    }

    private static NDArray at(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
