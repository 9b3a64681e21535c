package io.peco4j.pretraining.beit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Clipping;
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
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.pretraining.masked.PixelTokenizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures of 16 pixels in 4 x 4 patches; the tokenizer sees them at 8 pixels. */
final class BeitLearnerTest {
    private static final int VOCABULARY = 64;
    private static final PixelTokenizer TOKENIZER = new PixelTokenizer(VOCABULARY, 2, 8);
    private static final Step STEP = new Step(0, 10, 0, new SplittableRandom(1));
    private static final BeitOptions OPTIONS = OptionsBinder.bind(
                    BeitOptions.class, ConfigFactory.empty(), ConfigFactory.empty(), "pretraining")
            .get();

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void seed() {
        GradientMode.turnOff();
        JniUtils.setSeed(5);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theDefaultsArePeCosRecipe() {
        assertThat(OPTIONS.mask())
                .isEqualTo(new MaskOptions(
                        MaskPattern.BLOCKS,
                        0.4,
                        Optional.of(false),
                        Optional.of(16),
                        Optional.of(0),
                        Optional.of(0.3)));
        assertThat(OPTIONS.recipe())
                .isEqualTo(Recipe.adamW(RateSchedule.cosine(1.5e-3).withMinimum(1e-5))
                        .withEpochs(300)
                        .withBatch(2048)
                        .withWarmup(Warmup.ofEpochs(10))
                        .withClipping(Clipping.global(3)));
    }

    @Test
    void anUntrainedEncoderKnowsNothing() {
        Loss loss = learner().loss(batch(pictures(16), pictures(8), mask()), STEP);
        assertThat(loss.value().getFloat()).isCloseTo((float) Math.log(VOCABULARY), within(0.05f));
        assertThat(accuracy(loss)).isBetween(0f, 0.4f);
    }

    @Test
    void hiddenPixelsDoNotReachThePrediction() {
        MaskedImageModel model = learner().model();
        NDArray pictures = pictures(16);
        NDArray mask = mask();
        NDArray logits = model.logits(pictures, mask, false);
        assertThat(logits.getShape()).isEqualTo(new Shape(hidden(mask), VOCABULARY));
        NDArray hidden = pixels(mask, 4);
        NDArray noise = pictures(16);
        NDArray otherHidden = pictures.mul(hidden.neg().add(1)).add(noise.mul(hidden));
        NDArray otherVisible = pictures.mul(hidden).add(noise.mul(hidden.neg().add(1)));
        assertThat(model.logits(otherHidden, mask, false).toFloatArray()).isEqualTo(logits.toFloatArray());
        assertThat(model.logits(otherVisible, mask, false).toFloatArray()).isNotEqualTo(logits.toFloatArray());
    }

    @Test
    void onlyTokensOfHiddenPatchesCount() {
        BeitLearner learner = learner();
        NDArray pictures = pictures(16);
        NDArray targets = pictures(8);
        NDArray mask = mask();
        NDArray hidden = pixels(mask, 2);
        NDArray noise = pictures(8);
        NDArray otherVisible = targets.mul(hidden).add(noise.mul(hidden.neg().add(1)));
        NDArray otherHidden = targets.mul(hidden.neg().add(1)).add(noise.mul(hidden));
        float loss = learner.loss(batch(pictures, targets, mask), STEP).value().getFloat();
        assertThat(learner.loss(batch(pictures, otherVisible, mask), STEP)
                        .value()
                        .getFloat())
                .isEqualTo(loss);
        assertThat(learner.loss(batch(pictures, otherHidden, mask), STEP)
                        .value()
                        .getFloat())
                .isNotEqualTo(loss);
    }

    @Test
    void trainingLearnsABatchByHeart() {
        BeitLearner learner = learner();
        Batch batch = batch(pictures(16), pictures(8), mask());
        try (AdamW optimiser = new AdamW(manager, learner.groups(), new AdamW.Settings(0.9, 0.999, 1e-8, 0))) {
            for (int i = 0; i < 20; i++) {
                step(learner, batch);
                optimiser.step(1e-2);
            }
        }
        Loss loss = learner.loss(batch, STEP);
        assertThat(loss.value().getFloat()).isLessThan(1.5f);
        assertThat(accuracy(loss)).isGreaterThan(0.6f);
    }

    @Test
    void everyParameterLearnsAndTheNamesAreBeits() {
        BeitLearner learner = learner();
        assertThat(learner.state())
                .containsKeys("mask_token", "lm_head.weight", "lm_head.bias", "blocks.0.mlp.fc1.weight");
        List<ParameterGroup> groups = learner.groups();
        step(learner, batch(pictures(16), pictures(8), mask()));
        int trained = 0;
        for (ParameterGroup group : groups) {
            assertThat(group.learningRateScale()).isEqualTo(1);
            group.parameters()
                    .forEach((name, array) -> assertThat(
                                    array.getGradient().abs().sum().getFloat())
                            .as(name)
                            .isPositive());
            trained += group.parameters().size();
            if (group.parameters().containsKey("mask_token")) {
                assertThat(group.weightDecay()).isTrue();
                assertThat(group.parameters()).containsKey("lm_head.weight").doesNotContainKey("lm_head.bias");
            }
        }
        assertThat(trained).isEqualTo(learner.state().size());
    }

    @Test
    void theHeadStartsWithinOneDeviation() {
        NDArray weight = Objects.requireNonNull(learner().state().get("lm_head.weight"));
        assertThat(weight.abs().max().getFloat()).isBetween(0.019f, 0.02f);
        assertThat((float) Math.sqrt(weight.square().mean().getFloat())).isCloseTo(0.5396f * 0.02f, within(4e-4f));
    }

    /** Three passes through encoder and head, one of the tokenizer at the size of its training. */
    @Test
    void theCostCountsTheFrozenTokenizerOnce() {
        VisionEncoder encoder = encoder(16);
        double head = 2.0 * 6 * encoder.width() * VOCABULARY;
        assertThat(learner(encoder, TOKENIZER).flopsPerExample())
                .isCloseTo(3 * (encoder.flopsPerImage() + head) + 1000, within(1e-6));
        assertThat(learner(encoder, new PixelTokenizer(VOCABULARY, 2, 16)).flopsPerExample())
                .isCloseTo(3 * (encoder.flopsPerImage() + head) + 250, within(1e-6));
    }

    @Test
    void refusesBlocksWhoseLargestIsBelowTheSmallest() {
        BeitOptions options = OptionsBinder.bind(
                        BeitOptions.class,
                        ConfigFactory.parseString("mask { min-patches = 16, max-patches = 4 }"),
                        ConfigFactory.empty(),
                        "pretraining")
                .get();
        assertThatThrownBy(() -> new BeitFramework(options, encoder(16), TOKENIZER, context()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        thrown ->
                                assertThat(thrown.problems()).extracting("code").containsExactly("PECO-123"));
    }

    @Test
    void aSinglePatchIsRefusedWithARemedy() {
        assertThatThrownBy(() -> new BeitFramework(OPTIONS, encoder(4), new PixelTokenizer(1, 2, 8), context()))
                .isInstanceOfSatisfying(InvalidInputException.class, thrown -> {
                    assertThat(thrown.problems()).extracting("code").containsExactly("PECO-121", "PECO-122");
                    assertThat(thrown.problems().get(0).remedy()).startsWith("patch = 2 or smaller");
                });
    }

    private static void step(BeitLearner learner, Batch batch) {
        GradientMode.on(() -> {
            NDArray value = learner.loss(batch, STEP).value();
            assertThat(GradientMode.isOn()).isTrue();
            JniUtils.backward((PtNDArray) value, (PtNDArray) batch.manager().create(1f), false, false);
        });
    }

    private static float accuracy(Loss loss) {
        return Objects.requireNonNull(loss.metrics().get("accuracy")).getFloat();
    }

    private static int hidden(NDArray mask) {
        return (int) mask.sum().getFloat();
    }

    /** (B, N) to (B, 1, S, S) with patches of {@code side} pixels. */
    private static NDArray pixels(NDArray mask, int side) {
        return mask.reshape(-1, 1, 4, 4).repeat(2, side).repeat(3, side);
    }

    private NDArray pictures(int side) {
        return manager.randomUniform(0, 1, new Shape(2, 3, side, side));
    }

    private NDArray mask() {
        PatchMask mask = OPTIONS.mask().on(PatchGrid.square(4));
        NDArray first = manager.create(mask.draw(new SplittableRandom(1)));
        return first.stack(manager.create(mask.draw(new SplittableRandom(2))));
    }

    private Batch batch(NDArray image, NDArray target, NDArray mask) {
        return new Fields(manager, Map.of("image", image, "target", target, "mask", mask));
    }

    private BeitLearner learner() {
        return learner(encoder(16), TOKENIZER);
    }

    private BeitLearner learner(VisionEncoder encoder, PixelTokenizer tokenizer) {
        return (BeitLearner) new BeitFramework(OPTIONS, encoder, tokenizer, context())
                .learner()
                .orElseThrow();
    }

    private VisionEncoder encoder(int image) {
        BlockShape block = new BlockShape(32, 2, 16, 64, QkvBias.FUSED, 0);
        return new VisionTransformer(
                context(),
                new VitConfig(
                        image,
                        4,
                        2,
                        block,
                        Positions.LEARNED,
                        RelativeBias.NONE,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    private StandaloneContext context() {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }

    private record Fields(NDManager manager, Map<String, NDArray> arrays) implements Batch {
        @Override
        public int size() {
            return (int) get("image").getShape().get(0);
        }

        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(arrays.get(name), name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }
}
