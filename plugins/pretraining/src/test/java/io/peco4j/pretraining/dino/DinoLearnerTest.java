package io.peco4j.pretraining.dino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DinoLearnerTest {
    private static final String SMALL = "local-crops = 3";

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

    @Test
    void aMicroBatchChangesRoundingAlone() {
        DinoLearner whole = TinyDino.learner(manager, SMALL, 0);
        DinoLearner parts = TinyDino.learner(manager, SMALL, 0);
        NDArray global = noise(4, 2, TinyDino.IMAGE);
        NDArray local = noise(4, 3, TinyDino.LOCAL);
        backward(whole, batch(global, local), step(0), 1);
        backward(parts, batch(global.get(":1"), local.get(":1")), step(0), 0.25);
        backward(parts, batch(global.get("1:"), local.get("1:")), step(0), 0.75);
        whole.groups()
                .forEach(group -> group.parameters().forEach((name, tensor) -> {
                    NDArray own = tensor.getGradient();
                    NDArray other = at(parts.state(), name).getGradient();
                    assertThat(own.sub(other).abs().max().getFloat())
                            .as(name)
                            .isLessThan(1e-5f * own.abs().max().getFloat());
                }));
        whole.afterStep(step(0));
        parts.afterStep(step(0));
        assertThat(center(whole).abs().max().getFloat()).isPositive();
        assertThat(center(whole).sub(center(parts)).abs().max().getFloat()).isLessThan(1e-7f);
    }

    @Test
    void theTeacherSeesGlobalViewsAloneAndDropsNothing() {
        DinoLearner learner = TinyDino.learner(manager, SMALL, 0.5);
        NDArray global = noise(4, 2, TinyDino.IMAGE);
        Loss one = learner.loss(batch(global, noise(4, 3, TinyDino.LOCAL)), step(0));
        Loss other = learner.loss(batch(global, noise(4, 3, TinyDino.LOCAL)), step(0));
        assertThat(figure(other, "teacher-entropy")).isEqualTo(figure(one, "teacher-entropy"));
        assertThat(other.value().getFloat()).isNotEqualTo(one.value().getFloat());
        Loss third = learner.loss(batch(noise(4, 2, TinyDino.IMAGE), noise(4, 3, TinyDino.LOCAL)), step(0));
        assertThat(figure(third, "teacher-entropy")).isNotEqualTo(figure(one, "teacher-entropy"));
    }

    @Test
    void teacherAndCentreFollowAndTheLastStepMakesTheTeacherTheResult() {
        DinoLearner learner = TinyDino.learner(manager, SMALL, 0);
        Batch batch = batch(noise(4, 2, TinyDino.IMAGE), noise(4, 3, TinyDino.LOCAL));
        try (AdamW optimiser = new AdamW(manager, learner.groups(), new AdamW.Settings(0.9, 0.999, 1e-8, 0))) {
            for (int i = 0; i < 2; i++) {
                Map<String, NDArray> before = copies(learner.state());
                backward(learner, batch, step(i), 1);
                optimiser.step(0.01);
                Map<String, NDArray> stepped = copies(learner.state());
                learner.afterStep(new Step(i, 2, 1, new SplittableRandom(i)));
                double momentum = 1 - 0.1 * (1 + Math.cos(Math.PI * i / 2)) / 2;
                String name = "backbone.blocks.1.mlp.fc1.weight";
                NDArray expected = at(before, "teacher." + name)
                        .mul(momentum)
                        .add(at(stepped, "student." + name).mul(1 - momentum));
                NDArray teacher = at(learner.state(), "teacher." + name);
                assertThat(teacher.sub(expected).abs().max().getFloat()).isLessThan(1e-6f);
                assertThat(at(learner.state(), "student." + name).contentEquals(teacher))
                        .isEqualTo(i == 1);
            }
        }
    }

    @Test
    void aTrainingThatKeepsTheStudentEndsWithIt() {
        DinoLearner learner = TinyDino.learner(manager, SMALL + ", result = student", 0);
        NDArray weight = at(learner.state(), "student.backbone.norm.weight");
        weight.addi(1);
        NDArray before = weight.duplicate();
        learner.afterStep(new Step(9, 10, 0, new SplittableRandom(1)));
        assertThat(weight).isEqualTo(before);
    }

    /** Class token and positions are decayed, as in DINO's code; the last layer starts an epoch later. */
    @Test
    void groupsAreThoseOfDinosCode() {
        DinoLearner learner = TinyDino.learner(manager, SMALL + ", norm-last-layer = false", 0);
        ParameterGroup decayed = learner.groups().get(0);
        ParameterGroup spared = learner.groups().get(1);
        ParameterGroup late = learner.groups().get(2);
        assertThat(decayed.parameters()).containsKeys("student.backbone.cls_token", "student.backbone.pos_embed");
        assertThat(spared.parameters()).containsKeys("student.backbone.norm.weight", "student.head.mlp.0.bias");
        assertThat(late.parameters())
                .containsOnlyKeys("student.head.last_layer.weight_g", "student.head.last_layer.weight_v");
        assertThat(decayed.weightDecay() && late.weightDecay() && !spared.weightDecay())
                .isTrue();
        assertThat(late.fromEpoch()).isEqualTo(1);
    }

    /** Pictures of 16 pixels are 16 patches, those of 8 pixels 4; two blocks of 16 channels, a head of 24, 6 and 10. */
    @Test
    void countsTheWorkOfAnExample() {
        double global = encoder(16) + head();
        double local = encoder(4) + head();
        assertThat(TinyDino.learner(manager, SMALL, 0).flopsPerExample())
                .isCloseTo(2 * global + 3 * (2 * global + 3 * local), within(1.0));
        assertThat(TinyDino.learner(manager, "local-crops = 0", 0).flopsPerExample())
                .isCloseTo(2 * global + 3 * 2 * global, within(1.0));
    }

    private static double encoder(int patches) {
        double tokens = 1 + patches;
        double maps = 2 * tokens * (16 * 48 + 16 * 16 + 16 * 64 + 64 * 16);
        double attention = 2 * 2 * tokens * tokens * 16;
        return 2.0 * patches * 3 * 4 * 4 * 16 + 2 * (maps + attention);
    }

    private static double head() {
        return 2.0 * (16 * 24 + 24 * 24 + 24 * 6 + 6 * 10);
    }

    /** What a study stores is a checkpoint of DINO to whoever reads it, and its encoder the teacher's. */
    @Test
    void itsStateIsACheckpointOfDino(@TempDir Path folder) throws IOException {
        DinoLearner learner = TinyDino.learner(manager, SMALL, 0);
        learner.state().forEach((name, tensor) -> {
            if (name.startsWith("teacher.")) {
                tensor.addi(0.5);
            }
        });
        Path file = folder.resolve("learner.safetensors");
        Safetensors.write(file, learner.state(), Map.of());
        VisionTransformer encoder = TinyDino.encoder(manager, 0);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format().id() + " " + checkpoint.prefix()).isEqualTo("dino teacher.backbone.");
            assertThat(checkpoint.loadInto(encoder.state())).allMatch(note -> note.contains("left out"));
        }
        encoder.state()
                .forEach((name, tensor) ->
                        assertThat(tensor).as(name).isEqualTo(at(learner.state(), "teacher.backbone." + name)));
    }

    private NDArray noise(int rows, int views, int side) {
        return manager.randomUniform(0, 1, new Shape(rows, views, 3, side, side));
    }

    private Batch batch(NDArray global, NDArray local) {
        return new Views(
                Math.toIntExact(global.getShape().get(0)),
                manager,
                Map.of(DinoViews.GLOBAL, global, DinoViews.LOCAL, local));
    }

    private static Step step(int index) {
        return new Step(index, 10, 0, new SplittableRandom(index));
    }

    private static void backward(DinoLearner learner, Batch batch, Step step, double share) {
        GradientMode.on(() -> {
            NDArray loss = Affine.scaled(learner.loss(batch, step).value(), share);
            JniUtils.backward((PtNDArray) loss, (PtNDArray) batch.manager().create(1f), false, false);
        });
    }

    private static float figure(Loss loss, String name) {
        return at(loss.metrics(), name).getFloat();
    }

    private static NDArray center(DinoLearner learner) {
        return at(learner.state(), "dino_loss.center");
    }

    private static Map<String, NDArray> copies(Map<String, NDArray> arrays) {
        Map<String, NDArray> made = new LinkedHashMap<>();
        arrays.forEach((name, array) -> made.put(name, array.duplicate()));
        return made;
    }

    private static NDArray at(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private record Views(int size, NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public NDArray get(String name) {
            return at(fields, name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }
}
