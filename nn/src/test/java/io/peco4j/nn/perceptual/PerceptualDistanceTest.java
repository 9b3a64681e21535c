package io.peco4j.nn.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PerceptualDistanceTest {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    /** Two layers: the pixels themselves, and twice their squares at every second position. */
    private final PerceptualBackbone backbone = new PerceptualBackbone() {
        @Override
        public List<NDArray> features(NDArray images) {
            return List.of(images, Affine.scaled(images.square(), 2).get(":, :, ::2, ::2"));
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    };

    @BeforeEach
    void gradientsOn() {
        GradientMode.turnOn();
    }

    @AfterEach
    void release() {
        GradientMode.turnOff();
        manager.close();
    }

    @ParameterizedTest
    @EnumSource(FeatureNormalisation.class)
    void isTheFormulaOfThePaper(FeatureNormalisation normalisation) {
        NDArray x = manager.randomUniform(0, 1, new Shape(2, 3, 4, 6));
        NDArray y = manager.randomUniform(0, 1, new Shape(2, 3, 4, 6));
        double wanted = 0;
        for (int layer = 0; layer < 2; layer++) {
            NDArray difference = reference(normalisation, backbone.features(x).get(layer))
                    .sub(reference(normalisation, backbone.features(y).get(layer)));
            Shape shape = difference.getShape();
            wanted += difference.square().sum().getFloat() / 2.0 / (shape.get(1) * shape.get(2) * shape.get(3));
        }
        assertThat((double) new PerceptualDistance(backbone, normalisation)
                        .between(x, y)
                        .getFloat())
                .isCloseTo(wanted, within(1e-4 * wanted));
    }

    @ParameterizedTest
    @EnumSource(FeatureNormalisation.class)
    void blackPicturesHaveAFiniteGradientAndOriginalsNone(FeatureNormalisation normalisation) {
        NDArray original = manager.randomUniform(0, 1, new Shape(1, 3, 4, 4));
        NDArray black = manager.zeros(new Shape(1, 3, 4, 4));
        original.setRequiresGradient(true);
        black.setRequiresGradient(true);
        NDArray distance = new PerceptualDistance(backbone, normalisation).between(original, black);
        JniUtils.backward((PtNDArray) distance, (PtNDArray) manager.ones(new Shape()), false, false);
        assertThat(black.getGradient().toFloatArray()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
        assertThat(original.getGradient().abs().sum().getFloat()).isZero();
    }

    @Test
    void layerNormIgnoresTheScaleOfFeatures() {
        NDArray x = manager.randomUniform(0, 1, new Shape(1, 3, 4, 4));
        float distance = new PerceptualDistance(backbone, FeatureNormalisation.LAYER_NORM)
                .between(x, x.mul(3))
                .getFloat();
        assertThat(distance).isLessThan(1e-3f);
    }

    private static NDArray reference(FeatureNormalisation normalisation, NDArray features) {
        int[] channels = {1};
        return switch (normalisation) {
            case LAYER_NORM -> {
                NDArray centred = features.sub(features.mean(channels, true));
                yield centred.div(
                        centred.square().mean(channels, true).add(1e-6f).sqrt());
            }
            case UNIT -> features.div(features.square().sum(channels, true).sqrt());
            case NONE -> features;
        };
    }
}
