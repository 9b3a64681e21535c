package io.peco4j.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StructuralSimilarityTest {
    private static final int SIDE = 16;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void followsTheFormulaWindowByWindow() {
        NDArray one = random();
        NDArray other = random();
        float[] found = StructuralSimilarity.between(one, other).toFloatArray();
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                float[] x = one.get(row, c).toFloatArray();
                float[] y = other.get(row, c).toFloatArray();
                for (int top = 0; top + 11 <= SIDE; top++) {
                    for (int left = 0; left + 11 <= SIDE; left++) {
                        sum += window(x, y, top, left);
                    }
                }
            }
            assertThat((double) found[row]).isCloseTo(sum / (3 * 6 * 6), within(1e-5));
        }
    }

    @Test
    void equalPicturesAreOneEvenIfSmall() {
        NDArray small = manager.randomUniform(0, 1, new Shape(1, 3, 4, 6), DataType.FLOAT32);
        assertThat(StructuralSimilarity.between(small, small).toFloatArray()[0]).isEqualTo(1f);
    }

    private static double window(float[] x, float[] y, int top, int left) {
        double weights = 0;
        double mx = 0;
        double my = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < 121; i++) {
            int dy = i / 11 - 5;
            int dx = i % 11 - 5;
            double w = Math.exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
            double a = x[(top + dy + 5) * SIDE + left + dx + 5];
            double b = y[(top + dy + 5) * SIDE + left + dx + 5];
            weights += w;
            mx += w * a;
            my += w * b;
            xx += w * a * a;
            yy += w * b * b;
            xy += w * a * b;
        }
        mx /= weights;
        my /= weights;
        double vx = xx / weights - mx * mx;
        double vy = yy / weights - my * my;
        double cov = xy / weights - mx * my;
        return (2 * mx * my + 1e-4) * (2 * cov + 9e-4) / ((mx * mx + my * my + 1e-4) * (vx + vy + 9e-4));
    }

    private NDArray random() {
        return manager.randomUniform(0, 1, new Shape(2, 3, SIDE, SIDE), DataType.FLOAT32);
    }
}
