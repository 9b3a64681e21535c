package io.peco4j.pretraining.bootmae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.Warmup;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.nn.mask.MaskPattern;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of 16 pixels in 4 x 4 patches, of which 12 are hidden. */
final class BootMaeFrameworkTest {
    private static final String SMALL =
            "mask { min-patches = 1 }, decoder-width = 12, decoder-depth = 1, batch = 4, epochs = 8, momentum = 0.9";

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

    private static BootMaeOptions options(String text) {
        return OptionsBinder.bind(
                        BootMaeOptions.class, ConfigFactory.parseString(text), ConfigFactory.empty(), "pretraining")
                .get();
    }

    private StandaloneContext context() {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }

    private VisionTransformer encoder(RelativeBias relative) {
        return new VisionTransformer(
                context(),
                new VitConfig(
                        16,
                        4,
                        2,
                        BlockShape.plain(16, 2),
                        Positions.SIN_COS_MOCO,
                        relative,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    private Learner learner(String options) {
        return new BootMaeFramework(options(options), encoder(RelativeBias.NONE), context())
                .learner()
                .orElseThrow();
    }

    @Test
    void defaultsAreThePapers() {
        Recipe recipe = Recipe.adamW(RateSchedule.cosine(1.5e-4).withMinimum(1e-4))
                .withEpochs(800)
                .withBatch(2048)
                .withWarmup(Warmup.ofEpochs(40))
                .withWeightDecay(0.05)
                .withBetas(0.9, 0.95);
        MaskOptions mask = new MaskOptions(
                MaskPattern.BLOCKS, 0.75, Optional.of(true), Optional.of(16), Optional.of(0), Optional.of(0.3));
        assertThat(options(""))
                .isEqualTo(new BootMaeOptions(mask, 3, 512, 2, 4, false, 1, 0, 1, false, 0.999, true, 0.2, recipe));
        assertThat(options("").teaching().at(new Step(0, 1, 400, new SplittableRandom(1))))
                .isEqualTo(0.99999);
        assertThat(options("mask { pattern = random }").mask().pattern()).isEqualTo(MaskPattern.RANDOM);
        assertThat(options("momentum = 1").teaching().at(new Step(0, 1, 50, new SplittableRandom(1))))
                .as("a teacher that is to stay stays")
                .isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsSaidAtOnce() {
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class,
                () -> new BootMaeFramework(
                        options("mask { fill = false }, decoder-width = 10, shallow-layer = 3, deep-layer = 4"),
                        encoder(RelativeBias.SHARED),
                        context()));
        assertThat(thrown.problems().stream().map(Problem::code))
                .containsExactly("PECO-124", "PECO-157", "PECO-155", "PECO-155", "PECO-156");
        assertThat(thrown)
                .hasMessageContaining("shallow-layer = 3: the encoder has 2 blocks")
                .hasMessageContaining("relative positions");
        assertThat(thrown.problems().get(4).remedy()).isEqualTo("a width of 12");
        InvalidInputException order = catchThrowableOfType(
                InvalidInputException.class, () -> learner(SMALL + ", shallow-layer = 2, deep-layer = 1"));
        assertThat(order).hasMessageContaining("deep-layer = 1 lies before shallow-layer = 2");
    }

    @Test
    void aViewOrdersThePatchesOfAPicture() {
        byte[] rgb = new byte[3 * 20 * 20];
        new Random(1).nextBytes(rgb);
        Example example = new Example.Image(new RgbImage(20, 20, rgb));
        Preparation view = learner(SMALL).preparation();
        Set<Long> shown = new LinkedHashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            Sample sample = view.prepare(example, new SplittableRandom(seed));
            assertThat(sample.fields()).containsOnlyKeys("image", "order");
            Sample.Longs order =
                    (Sample.Longs) Objects.requireNonNull(sample.fields().get("order"));
            assertThat(order.values())
                    .containsExactlyInAnyOrder(LongStream.range(0, 16).toArray());
            shown.add(order.values()[0]);
        }
        assertThat(shown).as("patches that come first").hasSizeGreaterThan(8);
    }

    @Test
    void aStepMovesTheStudentAndThenItsTeacher() {
        Learner learner = learner(SMALL);
        Step step = new Step(0, 16, 0, new SplittableRandom(1));
        Map<String, NDArray> before = copies(learner);
        try (AdamW optimiser =
                new AdamW(manager, learner.objectives().get(0).groups(), new AdamW.Settings(0.9, 0.95, 1e-8, 0.05))) {
            Loss loss = backward(learner, step);
            float pixels = Objects.requireNonNull(loss.metrics().get("pixels")).getFloat();
            float features =
                    Objects.requireNonNull(loss.metrics().get("features")).getFloat();
            assertThat(loss.value().getFloat())
                    .as("in the first of 8 epochs, features weigh a half")
                    .isCloseTo(pixels + features / 2, within(1e-5f));
            optimiser.step(0.01);
        }
        learner.afterStep(step);
        Set<String> trained = new LinkedHashSet<>();
        for (ParameterGroup group : learner.objectives().get(0).groups()) {
            trained.addAll(group.parameters().keySet());
        }
        learner.state().forEach((name, now) -> {
            NDArray old = Objects.requireNonNull(before.get(name));
            boolean taught = name.startsWith("teacher.");
            String own = taught ? name.substring("teacher.".length()) : name;
            assertThat(now.hasGradient()).as(name).isEqualTo(trained.contains(name));
            assertThat(now.contentEquals(old)).as(name).isEqualTo(!trained.contains(own));
            if (taught) {
                NDArray student = Objects.requireNonNull(learner.state().get(own));
                NDArray expected = old.mul(0.9).add(student.mul(0.1));
                assertThat(now.sub(expected).abs().max().getFloat()).as(name).isLessThan(1e-6f);
            }
        });
        assertThat(trained).contains("mask_token", "mask_token_1", "norm.weight", "decode_blocks_1.0.c_attn.v_bias");
        assertThat(trained).doesNotContain("de_pos_embed", "pos_embed");
    }

    private static Map<String, NDArray> copies(Learner learner) {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        learner.state().forEach((name, array) -> copies.put(name, array.duplicate()));
        return copies;
    }

    private Loss backward(Learner learner, Step step) {
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 16, 16));
        long[] order = LongStream.concat(
                        LongStream.range(0, 16), LongStream.range(0, 16).map(patch -> 15 - patch))
                .toArray();
        Batch batch = new Rows(manager, Map.of("image", images, "order", manager.create(order, new Shape(2, 16))));
        return GradientMode.on(() -> {
            Loss loss = learner.objectives().get(0).loss(batch, step);
            JniUtils.backward((PtNDArray) loss.value(), (PtNDArray) loss.value().onesLike(), false, false);
            return loss;
        });
    }

    /** Multiply-adds of matrix products, by hand: encoder of 5 tokens thrice, decoders of 17, and the teacher of 17. */
    @Test
    void countsTheWorkOfAnExample() {
        long encoder = 16L * 16 * 48 + 2 * block(5, 16, 16);
        long pixels = 5 * 16 * 12 + block(17, 12, 12) + cross(12, 12) + 16L * 12 * 48;
        long features = 5 * 16 * 16 + block(17, 16, 16) + cross(16, 16) + 16L * 16 * 16;
        long teacher = 16L * 16 * 48 + 2 * block(17, 16, 16);
        assertThat(learner(SMALL).flopsPerExample()).isEqualTo(2.0 * (3 * (encoder + pixels + features) + teacher));
    }

    /** Queries, keys, values and the way out; scores and their use; an MLP four times as wide. */
    private static long block(long tokens, long width, long inner) {
        return tokens * (4 * width * inner + 2 * tokens * inner + 8 * width * width);
    }

    /** Queries and the way out of 17 tokens, keys and values of the encoder's 5, scores and their use. */
    private static long cross(long width, long inner) {
        return 17 * 2 * width * inner + 5 * 2 * 16 * inner + 2 * 17 * 5 * inner;
    }

    /** What it exports under BootMAE's names, a plain encoder takes, and says what it leaves out. */
    @Test
    void anEncoderTakesItsPartOfTheWeights(@TempDir Path folder) {
        Map<String, NDArray> trained = new LinkedHashMap<>(learner(SMALL).state());
        trained.keySet().removeIf(name -> name.startsWith("teacher."));
        trained.values().forEach(array -> array.addi(1));
        Path file = folder.resolve("bootmae.safetensors");
        Safetensors.write(file, trained, Map.of());
        VisionTransformer encoder = encoder(RelativeBias.NONE);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.format().id()).isEqualTo("bootmae");
            assertThat(checkpoint.loadInto(encoder.state()))
                    .anyMatch(note -> note.contains("decoder of pixels"))
                    .anyMatch(note -> note.contains("decoder of features"))
                    .allMatch(note -> note.startsWith("left out"));
        }
        encoder.state().forEach((name, array) -> assertThat(array).as(name).isEqualTo(trained.get(name)));
    }

    private record Rows(NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(fields.get(name), name);
        }

        @Override
        public long[] indices() {
            return new long[] {0, 1};
        }
    }
}
