package io.peco4j.backbones.squeezenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.backbones.LoneBackbone;
import io.peco4j.backbones.Shared;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.cnn.SqueezeNetFeatures;
import io.peco4j.nn.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqueezeNetBackboneTest {
    private static final List<Integer> LPIPS = List.of(1, 4, 7, 9, 10, 11, 12);

    private static final int FIRST = 154;
    private static final int PAIRS = 20;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Ids from 154 on: a shift of one pixel against blur or damage, chosen so that pixels prefer the damaged one. */
    @Test
    void prefersAShiftToDamageWherePixelsDoNot() throws IOException {
        SqueezeNetBackbone backbone = real();
        NDArray references = patches("ref");
        NDArray first = patches("p0");
        NDArray second = patches("p1");
        float[] judge = judge();
        float[] bySquares =
                squares(references, first).sub(squares(references, second)).toFloatArray();
        float[] byFeatures = distance(backbone, references, first)
                .sub(distance(backbone, references, second))
                .toFloatArray();
        for (int i = 0; i < PAIRS; i++) {
            boolean secondIsCloser = judge[i] > 0.5;
            assertThat(bySquares[i] > 0).as("pixels, pair " + i).isNotEqualTo(secondIsCloser);
            assertThat(byFeatures[i] > 0).as("features, pair " + i).isEqualTo(secondIsCloser);
        }
    }

    /**
     * As LPIPS without its weights: channels of length 1, squared differences, mean over positions, sum over layers.
     */
    private static NDArray distance(SqueezeNetBackbone backbone, NDArray a, NDArray b) {
        List<NDArray> left = backbone.features(a);
        List<NDArray> right = backbone.features(b);
        NDArray sum = a.getManager().zeros(new Shape(PAIRS));
        for (int i = 0; i < left.size(); i++) {
            NDArray difference = unit(left.get(i)).sub(unit(right.get(i)));
            sum = sum.add(
                    difference.square().sum(new int[] {1}).reshape(PAIRS, -1).mean(new int[] {1}));
        }
        return sum;
    }

    private static NDArray unit(NDArray x) {
        return x.div(x.square().sum(new int[] {1}, true).sqrt().add(1e-10f));
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
        GradientMode.on(() -> {
            NDArray sum = backbone.features(pair).get(6).sum();
            JniUtils.backward((PtNDArray) sum, (PtNDArray) manager.ones(new Shape()), false, false);
        });
        assertThat(pair.getGradient().abs().sum().getFloat()).isPositive();
        assertThat(backbone.state().values()).noneMatch(NDArray::hasGradient);
        assertThat(backbone.learner()).isEmpty();
    }

    /** torchvision's file has these two beside the features. */
    @Test
    void leavesAClassifierOut(@TempDir Path temp) {
        SqueezeNetBackbone real = real();
        Map<String, NDArray> tensors = new LinkedHashMap<>(real.state());
        tensors.put("classifier.1.weight", manager.ones(new Shape(1000, 512, 1, 1)));
        tensors.put("classifier.1.bias", manager.ones(new Shape(1000)));
        Path file = temp.resolve("squeezenet1_1.safetensors");
        Safetensors.write(file, tensors, Map.of());
        Map<String, NDArray> loaded = backbone(file).state();
        assertThat(loaded).hasSize(50).doesNotContainKey("classifier.1.weight");
        real.state()
                .forEach((name, tensor) -> assertThat(loaded.get(name)).as(name).isEqualTo(tensor));
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
        assertThat(thrown.problems()).extracting(Problem::code).containsOnly("PECO-305");
        assertThat(thrown)
                .hasMessageContaining("8 weights features.*.squeeze.weight, such as features.3.squeeze.weight");
    }

    @Test
    void refusesLayersThatDoNotExist() {
        Path file = Path.of("any.npz");
        assertThatThrownBy(() -> new SqueezeNetBackbone.Options(file, SqueezeNetFeatures.Colours.CAFFE, List.of(), 64))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new SqueezeNetBackbone.Options(file, SqueezeNetFeatures.Colours.CAFFE, List.of(9, 4), 64))
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
        return new SqueezeNetBackbone(
                new SqueezeNetBackbone.Options(file, SqueezeNetFeatures.Colours.CAFFE, layers, 64),
                LoneBackbone.in(manager));
    }

    private NDArray patch(String folder, int id) throws IOException {
        return Shared.picture("data/perceptual/distortions/" + folder + "/" + "%06d".formatted(id) + ".png", manager);
    }

    private NDArray patches(String folder) throws IOException {
        NDList patches = new NDList();
        for (int i = 0; i < PAIRS; i++) {
            patches.add(patch(folder, FIRST + i));
        }
        return NDArrays.concat(patches);
    }

    private static NDArray squares(NDArray a, NDArray b) {
        return a.sub(b).square().reshape(PAIRS, -1).sum(new int[] {1});
    }

    /** 1 where the second picture is the closer one. */
    private static float[] judge() throws IOException {
        float[] judge = new float[PAIRS];
        List<String> lines = Files.readAllLines(Shared.file("data/perceptual/distortions/index.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            int pair = Integer.parseInt(fields[0]) - FIRST;
            if (pair >= 0 && pair < PAIRS) {
                judge[pair] = Float.parseFloat(fields[2]);
            }
        }
        return judge;
    }
}
