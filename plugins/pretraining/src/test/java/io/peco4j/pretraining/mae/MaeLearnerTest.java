package io.peco4j.pretraining.mae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.mask.MaskPattern;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.nn.weights.checkpoint.Formats;
import io.peco4j.pretraining.masked.PixelTokenizer;
import io.peco4j.pretraining.masked.TinyParts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of 16 pixels in 4 x 4 patches, of which 12 are hidden; a decoder of one block of 16 channels. */
final class MaeLearnerTest {
    private static final String SMALL = "decoder { width = 16, depth = 1, heads = 2 }";
    private static final int VOCABULARY = 64;

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void recordNothing() {
        GradientMode.turnOff();
        JniUtils.setSeed(7);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theDefaultsAreMaesRecipe() {
        MaeOptions pixels = TinyParts.options(MaeOptions.class, "");
        MaeTokensOptions tokens = TinyParts.options(MaeTokensOptions.class, "");
        assertThat(pixels.recipe())
                .isEqualTo(Recipe.adamW(RateSchedule.continuousCosine(2.4e-3))
                        .withEpochs(800)
                        .withBatch(4096)
                        .withWarmup(Warmup.ofEpochs(40))
                        .withBetas(0.9, 0.95));
        assertThat(pixels.mask().pattern()).isEqualTo(MaskPattern.RANDOM);
        assertThat(pixels.mask().ratio()).isEqualTo(0.75);
        assertThat(pixels.decoder()).isEqualTo(new DecoderOptions(512, 8, 16));
        assertThat(tokens.recipe()).isEqualTo(pixels.recipe());
        assertThat(tokens.mask()).isEqualTo(pixels.mask());
    }

    /** Multiply-adds of a picture, by the layers' sizes; the encoder's blocks see 4 patches and the class token. */
    @ParameterizedTest
    @ValueSource(ints = {48, VOCABULARY})
    void theCostIsThatOfAQuarterOfThePatches(int out) {
        double patches = 16 * 48 * 32;
        double encoder = 2 * block(5, 32);
        double decoder = 5 * 32 * 16 + block(17, 16) + 17.0 * 16 * out;
        double trained = 3 * 2 * (patches + encoder + decoder);
        // The tokenizer's 1000 operations are for pictures of twice the size.
        double expected = out == VOCABULARY ? trained + 250 : trained;
        assertThat(learner(out == VOCABULARY).flopsPerExample()).isCloseTo(expected, within(1e-6));
    }

    /** Queries, keys, values and the projection; scores and their mixture; two layers of four times the width. */
    private static double block(int tokens, int width) {
        return 4.0 * tokens * width * width + 2.0 * tokens * tokens * width + 8.0 * tokens * width * width;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encoderAndDecoderGoOutAndInUnderMaesNames(boolean tokens, @TempDir Path folder) {
        Learner learner = learner(tokens);
        learner.state().values().forEach(array -> array.addi(manager.randomNormal(array.getShape())));
        assertThat(learner.state())
                .containsKeys(
                        "cls_token",
                        "blocks.1.attn.qkv.weight",
                        "mask_token",
                        "decoder_pos_embed",
                        "decoder_embed.weight",
                        "decoder_blocks.0.mlp.fc2.bias",
                        "decoder_norm.weight",
                        "decoder_pred.weight");
        Path own = folder.resolve("own.safetensors");
        Path exported = folder.resolve("exported.safetensors");
        Safetensors.write(own, learner.state(), Map.of("format", "pt"));
        try (Checkpoint checkpoint = Checkpoint.open(own)) {
            Safetensors.write(exported, checkpoint.as(Formats.of("mae")), Map.of("format", "pt"), done -> {});
        }
        Learner fresh = learner(tokens);
        try (Checkpoint checkpoint = Checkpoint.open(exported)) {
            assertThat(checkpoint.format().id()).isEqualTo("mae");
            assertThat(checkpoint.loadInto(fresh.state())).isEmpty();
        }
        learner.state()
                .forEach((name, array) -> assertThat(
                                Objects.requireNonNull(fresh.state().get(name)).toFloatArray())
                        .as(name)
                        .isEqualTo(array.toFloatArray()));
    }

    /** With the right answer and either kind of target, what is drawn is the picture itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void predictionsThatAreRightAreDrawnAsThePicture(boolean normalised) {
        VisionEncoder encoder = TinyParts.encoder(manager);
        PixelTargets targets = new PixelTargets(encoder, normalised);
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 16, 16));
        NDArray hidden = manager.ones(new Shape(2, 16));
        NDArray right = targets.of(images);
        assertThat(targets.loss(right, images, hidden).getFloat()).isZero();
        assertThat(targets.pictures(right, images).sub(images).abs().max().getFloat())
                .isLessThan(1e-5f);
        NDArray unit = right.square().mean();
        if (normalised) {
            assertThat(unit.getFloat()).as("mean square of a normalised patch").isCloseTo(47f / 48, within(1e-3f));
        } else {
            assertThat(unit.getFloat())
                    .as("of colours normalised as ImageNet's")
                    .isBetween(1.2f, 2.5f);
        }
    }

    private Learner learner(boolean tokens) {
        VisionEncoder encoder = TinyParts.encoder(manager);
        return tokens
                ? new MaeTokensFramework(
                                TinyParts.options(MaeTokensOptions.class, SMALL),
                                encoder,
                                new PixelTokenizer(VOCABULARY, 4, 32),
                                TinyParts.context(manager))
                        .learner()
                        .orElseThrow()
                : new MaeFramework(TinyParts.options(MaeOptions.class, SMALL), encoder, TinyParts.context(manager))
                        .learner()
                        .orElseThrow();
    }
}
