package io.peco4j.nn.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CubicSplineTest {
    /** With the first and last two pieces each one cubic, a cubic is reproduced; with three knots a parabola is. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 13})
    void reproducesPolynomials(int count) {
        DoubleUnaryOperator curve = count == 3 ? x -> 1 - x + 2 * x * x : x -> 2 - x + x * x - 0.5 * x * x * x;
        double[] knots = new double[count];
        for (int i = 0; i < count; i++) {
            knots[i] = i + 0.3 * Math.sin(i);
        }
        double[] points = {knots[0], 0.7, 1.234, knots[count - 1]};
        double[][] weights = CubicSpline.weights(knots, points);
        for (int i = 0; i < points.length; i++) {
            assertThat(value(weights[i], knots, curve)).isCloseTo(curve.applyAsDouble(points[i]), within(1e-9));
        }
    }

    @Test
    void staysAtTheEdgeBeyondTheKnots() {
        double[] knots = {0, 1, 2.5, 4};
        double[][] weights = CubicSpline.weights(knots, new double[] {-1, 9});
        assertThat(value(weights[0], knots, Math::exp)).isCloseTo(1, within(1e-12));
        assertThat(value(weights[1], knots, Math::exp)).isCloseTo(Math.exp(4), within(1e-9));
    }

    private static double value(double[] row, double[] knots, DoubleUnaryOperator curve) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * curve.applyAsDouble(knots[i]);
        }
        return sum;
    }
}
