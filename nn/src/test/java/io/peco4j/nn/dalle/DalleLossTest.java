package io.peco4j.nn.dalle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.parity.Gradients;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DalleLossTest {
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

    private NDArray normal(long... shape) {
        Random random = new Random(3);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(shape));
    }

    /** The density of the paper, summed over (0, 1), is 1: so the constant beside the distance is right. */
    @Test
    void theDensityHasMassOne() {
        int points = 20_000;
        float[] x = new float[points];
        for (int i = 0; i < points; i++) {
            x[i] = (i + 0.5f) / points;
        }
        double mass = 0;
        NDArray statistics = manager.create(new float[] {0.3f, 0.3f, 0.3f, -0.5f, -0.5f, -0.5f}, new Shape(1, 6, 1, 1));
        for (int i = 0; i < points; i += 20) {
            NDArray pixels = manager.full(new Shape(1, 3, 1, 1), x[i]);
            mass += 20 * Math.exp(-DalleLoss.logitLaplace(statistics, pixels).getFloat()) / points;
        }
        assertThat(mass).isCloseTo(1, within(0.01));
    }

    @Test
    void itsGradientIsThatOfDifferences() {
        NDArray statistics = normal(1, 6, 2, 2);
        NDArray pixels = DallePixels.map(manager.randomUniform(0, 1, new Shape(1, 3, 2, 2)));
        statistics.setRequiresGradient(true);
        Gradients.backward(() -> DalleLoss.logitLaplace(statistics, pixels), manager.create(1f));
        float[] gradient = statistics.getGradient().toFloatArray();
        float[] values = statistics.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            float slope = (at(values, i, 1e-2f, pixels) - at(values, i, -1e-2f, pixels)) / 2e-2f;
            assertThat(gradient[i]).isCloseTo(slope, within(2e-3f));
        }
    }

    private float at(float[] values, int index, float shift, NDArray pixels) {
        float[] moved = values.clone();
        moved[index] += shift;
        return DalleLoss.logitLaplace(manager.create(moved, new Shape(1, 6, 2, 2)), pixels)
                .getFloat();
    }

    @Test
    void theDivergenceIsZeroOfUniformAndLogKOfCertainTokens() {
        assertThat(DalleLoss.divergence(manager.zeros(new Shape(2, 8, 3, 3))).getFloat())
                .isCloseTo(0, within(1e-6f));
        NDArray certain = manager.zeros(new Shape(1, 8, 1, 1));
        certain.set(new ai.djl.ndarray.index.NDIndex(0, 3, 0, 0), 100);
        assertThat(DalleLoss.divergence(certain).getFloat()).isCloseTo((float) Math.log(8), within(1e-5f));
    }

    @Test
    void relaxedTokensAreDistributionsThatHardenAndFollowTheSeed() {
        NDArray logits = normal(1, 8, 4, 4);
        NDArray warm = Relaxation.of(logits, 1);
        assertThat(warm.sum(new int[] {1}).sub(1).abs().max().getFloat()).isLessThan(1e-5f);
        assertThat(Relaxation.of(logits, 0.02).max(new int[] {1}).mean().getFloat())
                .isGreaterThan(0.95f);
        JniUtils.setSeed(5);
        assertThat(Relaxation.of(logits, 1)).isEqualTo(warm);
        assertThat(Relaxation.of(logits, 1)).isNotEqualTo(warm);
    }

    @Test
    void perplexityCountsTokensInEvenUse() {
        NDArray logits = manager.eye(8).reshape(1, 8, 4, 2);
        assertThat(DalleLoss.perplexity(logits).getFloat()).isCloseTo(8, within(1e-3f));
        assertThat(DalleLoss.perplexity(manager.zeros(new Shape(2, 8, 2, 2))).getFloat())
                .isCloseTo(1, within(1e-3f));
    }
}
