package io.peco4j.pretraining.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.TableResize;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.nn.weights.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VitEncoderTest {
    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The published count of ViT-B/16 at 224 without its head: 86,567,656 - 769,000. */
    @Test
    void theDefaultIsThePlainBaseModel() {
        VitEncoder encoder = encoder(options(VitSize.BASE, 16, 224, RelativeBias.NONE, 0));
        long parameters = encoder.trainable().values().stream()
                .mapToLong(array -> array.size())
                .sum();
        assertThat(parameters).isEqualTo(85_798_656L);
        assertThat(encoder.grid()).isEqualTo(PatchGrid.square(14));
        assertThat(encoder.state()).containsKeys("cls_token", "pos_embed", "blocks.11.attn.qkv.bias", "norm.weight");
    }

    @Test
    void encodesPicturesIntoTokens() {
        VitEncoder encoder = encoder(options(VitSize.TINY, 8, 32, RelativeBias.PER_BLOCK, 0.1));
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 32, 32));
        assertThat(encoder.encode(images, Masking.none(), false).getShape()).isEqualTo(new Shape(2, 17, 192));
        assertThat(encoder.state()).containsKeys("blocks.0.attn.relative_position_bias_table", "blocks.0.gamma_1");
    }

    @Test
    void queriesKeysAndValuesMayHaveNoBiases() {
        VitEncoder encoder = encoder(new VitEncoder.Options(
                VitSize.TINY,
                2,
                8,
                16,
                Positions.SIN_COS,
                FreshWeights.AUTO,
                RelativeBias.NONE,
                TableResize.GEOMETRIC,
                0,
                0,
                false,
                Optional.empty()));
        assertThat(encoder.state()).containsKeys("blocks.1.attn.qkv.weight", "blocks.1.attn.proj.bias");
        assertThat(encoder.state().keySet()).noneMatch(name -> name.matches(".*attn\\.(qkv\\.bias|[qv]_bias)"));
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 16, 16));
        assertThat(encoder.encode(images, Masking.none(), false).getShape()).isEqualTo(new Shape(2, 5, 192));
    }

    /** MoCo v3 never trains its patch embedding: one that starts small beside fixed positions would stay unseen. */
    @ParameterizedTest
    @CsvSource({"LEARNED, BEIT", "LEARNED_DINO, TIMM", "SIN_COS, MAE", "SIN_COS_MOCO, MOCO_V3"})
    void freshWeightsAreThoseOfThePositionsModelUnlessAnotherIsNamed(Positions positions, FreshWeights model) {
        Map<String, NDArray> fresh =
                encoder(started(positions, FreshWeights.AUTO)).state();
        assertThat(fresh).isEqualTo(encoder(started(positions, model)).state());
        FreshWeights other = model == FreshWeights.BEIT ? FreshWeights.MOCO_V3 : FreshWeights.BEIT;
        double deviation = deviation(fresh);
        double others = deviation(encoder(started(positions, other)).state());
        assertThat(Math.max(deviation, others) / Math.min(deviation, others)).isGreaterThan(3);
    }

    private static double deviation(Map<String, NDArray> state) {
        NDArray weight = Objects.requireNonNull(state.get("patch_embed.proj.weight"));
        return Math.sqrt(weight.square().mean().getFloat());
    }

    private static VitEncoder.Options started(Positions positions, FreshWeights start) {
        return new VitEncoder.Options(
                VitSize.TINY,
                1,
                4,
                16,
                positions,
                start,
                RelativeBias.NONE,
                TableResize.GEOMETRIC,
                0,
                0,
                true,
                Optional.empty());
    }

    @Test
    void equalSeedsGiveEqualWeights() {
        VitEncoder.Options options = options(VitSize.TINY, 8, 16, RelativeBias.NONE, 0);
        VitEncoder one = encoder(options);
        VitEncoder other = encoder(options);
        one.state()
                .forEach((name, array) ->
                        assertThat(other.state().get(name)).as(name).isEqualTo(array));
    }

    @Test
    void aTwinStartsEqualAndGoesItsOwnWay() {
        VitEncoder encoder = encoder(options(VitSize.TINY, 8, 16, RelativeBias.SHARED, 0.1));
        VisionEncoder twin = encoder.twin(context(2));
        assertThat(twin.state()).isEqualTo(encoder.state());
        NDArray mine = Objects.requireNonNull(twin.state().get("pos_embed"));
        NDArray before = mine.duplicate();
        encoder.state().values().forEach(array -> array.muli(0));
        assertThat(mine).isEqualTo(before);
    }

    @Test
    void aFileForOtherPicturesReplacesTheFreshWeights(@TempDir Path folder) {
        VitEncoder trained = encoder(options(VitSize.TINY, 8, 16, RelativeBias.NONE, 0));
        trained.state().values().forEach(array -> array.addi(1));
        Path file = folder.resolve("vit.safetensors");
        Map<String, NDArray> checkpoint = new LinkedHashMap<>(Parameters.prefixed("model", trained.state()));
        checkpoint.put("model.head.weight", manager.ones(new Shape(10, 192)));
        Safetensors.write(file, checkpoint, Map.of());
        VitEncoder encoder = encoder(new VitEncoder.Options(
                VitSize.TINY,
                0,
                8,
                24,
                Positions.LEARNED,
                FreshWeights.AUTO,
                RelativeBias.NONE,
                TableResize.GEOMETRIC,
                0,
                0,
                true,
                Optional.of(file)));
        assertThat(encoder.state().get("norm.bias")).isEqualTo(trained.state().get("norm.bias"));
        NDArray positions = Objects.requireNonNull(encoder.state().get("pos_embed"));
        assertThat(positions.getShape()).isEqualTo(new Shape(1, 10, 192));
        assertThat(positions.get(":, 0"))
                .isEqualTo(
                        Objects.requireNonNull(trained.state().get("pos_embed")).get(":, 0"));
        // Whether through a file or not, positions are resized in one way.
        VitEncoder twin = trained.twin(PictureSize.square(24), context(2));
        assertThat(twin.state()).isEqualTo(encoder.state());
    }

    @Test
    void aPatchThatDoesNotTileThePictureIsRefused() {
        assertThatThrownBy(() -> encoder(options(VitSize.TINY, 15, 224, RelativeBias.NONE, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-120 patch = 15 does not divide image = 224")
                .satisfies(thrown -> assertThat(((InvalidInputException) thrown)
                                .problems()
                                .get(0)
                                .remedy())
                        .contains("14 or 16"));
    }

    private static VitEncoder.Options options(
            VitSize size, int patch, int image, RelativeBias relative, double layerScale) {
        return new VitEncoder.Options(
                size,
                0,
                patch,
                image,
                Positions.LEARNED,
                FreshWeights.AUTO,
                relative,
                TableResize.GEOMETRIC,
                layerScale,
                0,
                true,
                Optional.empty());
    }

    private VitEncoder encoder(VitEncoder.Options options) {
        return new VitEncoder(options, context(1));
    }

    private StandaloneContext context(long seed) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed));
    }
}
