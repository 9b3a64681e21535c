package io.peco4j.backbones.mocov3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Recipe;
import io.peco4j.backbones.LoneBackbone;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MocoV3VitBackboneTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void mapsHoldThePatchTokensRowByRow() {
        VisionTransformer encoder = encoder(1);
        NDArray images = images(24, 24);
        List<NDArray> maps = backbone(encoder, List.of(1, 3), Optional.empty()).features(images);
        List<NDArray> tokens = encoder.features(images, List.of(1, 3), Masking.none(), false);
        assertThat(maps).extracting(NDArray::getShape).containsOnly(new Shape(2, 16, 3, 3));
        for (int i = 0; i < 2; i++) {
            for (int patch = 0; patch < 9; patch++) {
                assertThat(maps.get(i).get(":, :, " + patch / 3 + ", " + patch % 3))
                        .isEqualTo(tokens.get(i).get(":, " + (1 + patch)));
            }
        }
    }

    @Test
    void otherSizesAreResizedAndGradientsReachThem() {
        MocoV3VitBackbone backbone = backbone(encoder(1), List.of(3), Optional.empty());
        NDArray images = images(12, 30);
        assertThat(backbone.features(images).get(0).getShape()).isEqualTo(new Shape(2, 16, 3, 3));
        NDArray weights = images(1, 1).get(":, 0:1");
        images.setRequiresGradient(true);
        GradientMode.on(() -> {
            NDArray scalar =
                    backbone.features(images).get(0).square().mul(weights).sum();
            JniUtils.backward((PtNDArray) scalar, (PtNDArray) manager.ones(new Shape()), false, false);
        });
        NDArray gradient = images.getGradient().duplicate();
        assertThat(backbone.state().values()).noneMatch(NDArray::hasGradient);
        images.setRequiresGradient(false);
        float length = (float) Math.sqrt(gradient.square().sum().getFloat());
        NDArray step = gradient.mul(0.05f / length);
        float there = backbone.features(images.add(step))
                .get(0)
                .square()
                .mul(weights)
                .sum()
                .getFloat();
        float back = backbone.features(images.sub(step))
                .get(0)
                .square()
                .mul(weights)
                .sum()
                .getFloat();
        assertThat((there - back) / 0.1f).isCloseTo(length, withPercentage(2));
    }

    @Test
    void weightsOfAFileReplaceTheTraining(@TempDir Path temp) {
        VisionTransformer other = encoder(2);
        Path file = temp.resolve("vit.safetensors");
        Safetensors.write(file, other.state(), Map.of());
        MocoV3VitBackbone backbone = backbone(encoder(1), List.of(2), Optional.of(file));
        MocoV3VitBackbone wanted = backbone(other, List.of(2), Optional.empty());
        assertThat(backbone.features(images(24, 24)).get(0))
                .isEqualTo(wanted.features(images(24, 24)).get(0));
        assertThat(backbone.learner()).isEmpty();
        assertThatThrownBy(() -> backbone(encoder(1), List.of(2), Optional.of(temp.resolve("none.npz"))))
                .hasMessageContaining("PECO-301");
    }

    @Test
    void theLearnerTrainsTheEncoderAndLooksStayWithoutTrace() {
        VisionTransformer encoder = encoder(1);
        MocoV3VitBackbone backbone = backbone(encoder, List.of(2), Optional.empty());
        assertThat(encoder.state().values()).noneMatch(NDArray::hasGradient);
        Learner learner = backbone.learner().orElseThrow();
        assertThat(backbone.learner()).containsSame(learner);
        assertThat(learner.state()).isEqualTo(encoder.state());
        NDArray patches = Objects.requireNonNull(encoder.state().get("patch_embed.proj.weight"));
        NDArray norm = Objects.requireNonNull(encoder.state().get("norm.weight"));
        assertThat(norm.hasGradient()).isTrue();
        patches.setRequiresGradient(false);
        GradientMode.turnOn();
        try (NDArray map = backbone.features(images(24, 24)).get(0)) {
            assertThat(JniUtils.requiresGrad((PtNDArray) map)).isFalse();
        } finally {
            GradientMode.turnOff();
        }
        assertThat(norm.hasGradient()).isTrue();
        assertThat(patches.hasGradient()).isFalse();
    }

    @Test
    void layersMustBeBlocksOfTheEncoder() {
        assertThatThrownBy(() -> backbone(encoder(1), List.of(2, 4), Optional.empty()))
                .hasMessageContaining("PECO-150")
                .hasMessageContaining("block 4 of an encoder with 3");
        assertThatThrownBy(() -> options(List.of(2, 2), Optional.empty())).hasMessageContaining("[2, 2]");
    }

    private static MocoV3VitBackbone.Options options(List<Integer> layers, Optional<Path> weights) {
        return new MocoV3VitBackbone.Options(
                Component.of(VisionEncoder.class, "vit"),
                layers,
                weights,
                Component.of(PretrainingFramework.class, "moco-v3"));
    }

    private MocoV3VitBackbone backbone(VisionTransformer encoder, List<Integer> layers, Optional<Path> weights) {
        return new MocoV3VitBackbone(
                options(layers, weights), new LoneBackbone(manager, new Random(1), self -> encoder, trained -> {
                    Optional<Learner> untaught = Optional.of(new Untaught(trained));
                    return () -> untaught;
                }));
    }

    private VisionTransformer encoder(int seed) {
        return new VisionTransformer(
                new LoneBackbone(manager, new Random(seed), self -> encoder(seed), given -> {
                    throw new UnsupportedOperationException();
                }),
                new VitConfig(
                        24,
                        8,
                        3,
                        BlockShape.plain(16, 2),
                        Positions.SIN_COS_MOCO,
                        RelativeBias.NONE,
                        0,
                        Start.MOCO_V3,
                        false,
                        Normalisation.IMAGENET));
    }

    private NDArray images(int height, int width) {
        Random random = new Random(5);
        float[] values = new float[2 * 3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return manager.create(values, new Shape(2, 3, height, width));
    }

    /** A learner of the encoder that has nothing to say about how. */
    private record Untaught(VisionEncoder encoder) implements Learner {
        @Override
        public List<Objective> objectives() {
            return List.of();
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> Sample.of(Sample.IMAGE, example.image());
        }

        @Override
        public Recipe recipe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, NDArray> state() {
            return encoder.state();
        }
    }
}
