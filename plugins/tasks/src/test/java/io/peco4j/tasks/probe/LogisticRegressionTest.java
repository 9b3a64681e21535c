package io.peco4j.tasks.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LogisticRegressionTest {
    private static final int ROWS = 300;
    private static final int WIDTH = 4;
    private static final int CLASSES = 3;
    private static final double PENALTY = 0.01;

    @Test
    void theGradientVanishesAtTheResult() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Data data = Data.blobs(manager, 1.0);
            NDArray weights = LogisticRegression.fit(data.inputs, data.labels, CLASSES, PENALTY, 200, manager);
            double[] fitted = doubles(weights.toFloatArray());
            double best = data.loss(fitted);
            for (int i = 0; i < fitted.length; i++) {
                double[] up = fitted.clone();
                double[] down = fitted.clone();
                up[i] += 1e-3;
                down[i] -= 1e-3;
                assertThat((data.loss(up) - data.loss(down)) / 2e-3)
                        .as("derivative for weight %d", i)
                        .isCloseTo(0, within(1e-3));
                assertThat(Math.min(data.loss(up), data.loss(down))).isGreaterThan(best - 1e-7);
            }
        }
    }

    @Test
    void separatesWhatIsSeparable() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Data data = Data.blobs(manager, 0.1);
            NDArray weights = LogisticRegression.fit(data.inputs, data.labels, CLASSES, PENALTY, 200, manager);
            long[] predicted =
                    LogisticRegression.scores(data.inputs, weights).argMax(1).toLongArray();
            assertThat(predicted).isEqualTo(data.labels.toLongArray());
        }
    }

    private static double[] doubles(float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }

    private record Data(NDArray inputs, NDArray labels, float[] x, long[] y) {

        /** One cloud of points for each class, around a point of its own. */
        static Data blobs(NDManager manager, double spread) {
            SplittableRandom random = new SplittableRandom(7);
            float[] x = new float[ROWS * WIDTH];
            long[] y = new long[ROWS];
            for (int row = 0; row < ROWS; row++) {
                y[row] = row % CLASSES;
                for (int i = 0; i < WIDTH; i++) {
                    x[row * WIDTH + i] = (float) ((i == y[row] ? 1 : 0) + spread * random.nextGaussian());
                }
            }
            return new Data(manager.create(x, new Shape(ROWS, WIDTH)), manager.create(y), x, y);
        }

        /** The penalised loss, written out independently. */
        double loss(double[] weights) {
            double sum = 0;
            for (int row = 0; row < ROWS; row++) {
                double[] scores = new double[CLASSES];
                double total = 0;
                for (int k = 0; k < CLASSES; k++) {
                    scores[k] = weights[WIDTH * CLASSES + k];
                    for (int i = 0; i < WIDTH; i++) {
                        scores[k] += x[row * WIDTH + i] * weights[i * CLASSES + k];
                    }
                    total += Math.exp(scores[k]);
                }
                sum += Math.log(total) - scores[(int) y[row]];
            }
            double norm = 0;
            for (double weight : weights) {
                norm += weight * weight;
            }
            return sum / ROWS + PENALTY / 2 * norm;
        }
    }
}
