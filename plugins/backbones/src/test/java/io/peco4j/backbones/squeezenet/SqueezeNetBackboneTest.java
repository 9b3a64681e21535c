package io.peco4j.backbones.squeezenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.backbones.Alone;
import io.peco4j.backbones.Shared;
import io.peco4j.nn.perceptual.FeatureNormalisation;
import io.peco4j.nn.perceptual.PerceptualDistance;
import io.peco4j.nn.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqueezeNetBackboneTest {
    private static final List<Integer> LPIPS = List.of(1, 4, 7, 9, 10, 11, 12);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Ids from 154 on: a shift of one pixel against blur or damage, chosen so that pixels prefer the damaged one. */
    @Test
    void prefersAShiftToDamageWherePixelsDoNot() throws IOException {
        PerceptualDistance distance = new PerceptualDistance(real(), FeatureNormalisation.UNIT);
        int pixelsRight = 0;
        int featuresRight = 0;
        for (int id = 154; id < 174; id++) {
            NDArray reference = patch("ref", id);
            NDArray first = patch("p0", id);
            NDArray second = patch("p1", id);
            boolean secondIsCloser = judge(id) > 0.5;
            boolean bySquares = squares(reference, second) < squares(reference, first);
            boolean byFeatures = distance.between(reference, second).getFloat()
                    < distance.between(reference, first).getFloat();
            pixelsRight += bySquares == secondIsCloser ? 1 : 0;
            featuresRight += byFeatures == secondIsCloser ? 1 : 0;
        }
        assertThat(pixelsRight).isZero();
        assertThat(featuresRight).isEqualTo(20);
    }

    @Test
    void aPictureIsJudgedAloneAndItsWeightsStayWithoutGradient() throws IOException {
        SqueezeNetBackbone backbone = real();
        NDArray pair = patch("ref", 154).concat(patch("ref", 155));
        List<NDArray> together = backbone.features(pair);
        List<NDArray> alone = backbone.features(pair.get("1:2"));
        for (int i = 0; i < LPIPS.size(); i++) {
            assertThat(together.get(i).get("1:2").sub(alone.get(i)).abs().max().getFloat())
                    .isLessThanOrEqualTo(1e-4f * alone.get(i).abs().max().getFloat());
        }
        pair.setRequiresGradient(true);
        JniUtils.setGradMode(true);
        try {
            NDArray sum = backbone.features(pair).get(6).sum();
            JniUtils.backward((PtNDArray) sum, (PtNDArray) manager.ones(new Shape()), false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
        assertThat(pair.getGradient().abs().sum().getFloat()).isPositive();
        assertThat(backbone.state().values()).noneMatch(NDArray::hasGradient);
        assertThat(backbone.learner()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsFile(@TempDir Path temp) {
        assertThatThrownBy(() -> backbone(temp.resolve("none.npz"))).hasMessageContaining("PECO-301");
        Path other = temp.resolve("other.safetensors");
        Safetensors.write(
                other,
                Map.of(
                        "features.0.weight",
                        manager.ones(new Shape(64, 3, 3, 3)),
                        "fc.weight",
                        manager.ones(new Shape(2))),
                Map.of());
        InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> backbone(other));
        assertThat(thrown.problems()).hasSize(50).extracting(Problem::code).containsOnly("PECO-305", "PECO-306");
    }

    @Test
    void refusesLayersThatDoNotExist() {
        Path file = Path.of("any.npz");
        assertThatThrownBy(() -> new SqueezeNetBackbone.Options(file, List.of(), 64))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SqueezeNetBackbone.Options(file, List.of(9, 4), 64))
                .hasMessageContaining("[9, 4]");
    }

    @Test
    void countsWhatItComputes() {
        SqueezeNetBackbone first = backbone(realFile(), List.of(1));
        assertThat(first.flopsPerImage()).isEqualTo(2.0 * 64 * 31 * 31 * 27);
        assertThat(backbone(realFile()).flopsPerImage()).isGreaterThan(first.flopsPerImage());
    }

    private static Path realFile() {
        return Shared.file("data/weights/squeezenet1_1_imagenet_features.npz");
    }

    private SqueezeNetBackbone real() {
        return backbone(realFile());
    }

    private SqueezeNetBackbone backbone(Path file) {
        return backbone(file, LPIPS);
    }

    private SqueezeNetBackbone backbone(Path file, List<Integer> layers) {
        return new SqueezeNetBackbone(new SqueezeNetBackbone.Options(file, layers, 64), Alone.in(manager));
    }

    private NDArray patch(String folder, int id) throws IOException {
        return Shared.picture("data/perceptual/distortions/" + folder + "/" + "%06d".formatted(id) + ".png", manager);
    }

    private static float squares(NDArray a, NDArray b) {
        return a.sub(b).square().sum().getFloat();
    }

    private static double judge(int id) throws IOException {
        try (var lines = Files.lines(Shared.file("data/perceptual/distortions/index.csv"))) {
            String line = lines.filter(each -> each.startsWith("%06d,".formatted(id)))
                    .findFirst()
                    .orElseThrow();
            return Double.parseDouble(line.split(",", -1)[2]);
        }
    }
}
