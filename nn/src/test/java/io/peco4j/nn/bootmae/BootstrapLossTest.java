package io.peco4j.nn.bootmae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.TrainingLength;
import io.peco4j.nn.GradientMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a grid of 2 x 3 patches of 4 pixels, so that rows and columns cannot be taken for each other. */
final class BootstrapLossTest {
    private static final PatchGrid GRID = new PatchGrid(2, 3);
    private static final int PATCH = 4;

    private final NDManager manager = NDManager.newBaseManager();
    private final BootstrapLoss level = new BootstrapLoss(GRID, PATCH, false);

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void eachChannelOfAPatchIsNormalisedByItself() {
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 8, 12));
        NDArray target = level.target(images);
        NDArray patch = images.get("1, 2, 4:8, 8:12");
        double mean = patch.mean().getFloat();
        double variance = patch.sub((float) mean).square().mean().getFloat();
        NDArray expected = patch.sub((float) mean).div((float) Math.sqrt(variance + 1e-5));
        assertThat(target.get("1, 2, 4:8, 8:12").sub(expected).abs().max().getFloat())
                .isLessThan(1e-5f);
        assertThat(level.pixels(target, images).sub(images).abs().max().getFloat())
                .isLessThan(1e-5f);
    }

    /** The top left patch and its right neighbour are hidden, and the bottom right one: of nine around, 2, 2 and 1. */
    @Test
    void aHiddenPatchWeighsTheMoreTheMoreAreHiddenAroundIt() {
        NDArray hidden = manager.create(new float[] {1, 1, 0, 0, 0, 1}, new Shape(1, 6));
        assertThat(level.weights(hidden)).isEqualTo(hidden);
        float[] weights = new BootstrapLoss(GRID, PATCH, true).weights(hidden).toFloatArray();
        assertThat(weights).containsExactly(new float[] {11f / 9, 12f / 9, 0, 0, 0, 11f / 9}, within(1e-6f));
    }

    @Test
    void onlyHiddenPixelsCount() {
        NDArray hidden = manager.create(new float[] {0, 0, 0, 0, 0, 1}, new Shape(1, 6));
        NDArray target = manager.zeros(new Shape(1, 3, 8, 12));
        NDArray predicted = target.duplicate();
        predicted.get(":, :, 4:8, 8:12").addi(2);
        assertThat(level.ofPixels(predicted, target, hidden, hidden).getFloat()).isCloseTo(4, within(1e-5f));
        predicted.get(":, :, :, :8").addi(7);
        assertThat(level.ofPixels(predicted, target, hidden, hidden).getFloat()).isCloseTo(4, within(1e-5f));
    }

    @Test
    void featuresAreComparedAfterANormalisationOfBoth() {
        NDArray hidden = manager.create(new float[] {1, 1, 1, 0, 0, 0}, new Shape(1, 6));
        NDArray target = manager.randomNormal(new Shape(1, 6, 16));
        NDArray predicted = target.mul(3).add(5);
        assertThat(level.ofFeatures(predicted, target, hidden, hidden).getFloat())
                .isCloseTo(0, within(1e-5f));
        assertThat(level.ofFeatures(predicted.neg(), target, hidden, hidden).getFloat())
                .as("twice as far as unit variance")
                .isCloseTo(4, within(1e-3f));
    }

    @Test
    void theWeightOfFeaturesRisesOverAQuarter() {
        FeatureWeight epochs = new FeatureWeight(0.5, TrainingLength.ofEpochs(8));
        assertThat(epochs.at(step(0, 80, 0))).isEqualTo(0.25);
        assertThat(epochs.at(step(9, 80, 0))).isEqualTo(0.25);
        assertThat(epochs.at(step(10, 80, 1))).isEqualTo(0.5);
        assertThat(epochs.at(step(79, 80, 7))).isEqualTo(0.5);
        FeatureWeight steps = new FeatureWeight(1, TrainingLength.ofSteps(80));
        assertThat(steps.at(step(0, 80, 0))).isEqualTo(0.05);
        assertThat(steps.at(step(19, 80, 0))).isEqualTo(1);
    }

    private static Step step(long index, long total, int epoch) {
        return new Step(index, total, epoch, new SplittableRandom(1));
    }
}
