package io.peco4j.nn.transformer;

/**
 * The interpolating cubic spline through values at any ascending knots, with the "not-a-knot" condition: the first two
 * pieces are one cubic, and so are the last two. Beyond the knots it stays at the value of the edge.
 */
final class CubicSpline {
    private static final int SMALLEST = 4;

    private CubicSpline() {}

    /**
     * The spline as a linear map, since it is linear in the values.
     *
     * @param knots ascending; with fewer than four, the polynomial through all of them is taken
     * @return (points, knots): the value at a point is the sum of its row times the values at the knots
     */
    static double[][] weights(double[] knots, double[] points) {
        double[][] curvature = knots.length < SMALLEST ? new double[0][0] : curvature(knots);
        double[][] weights = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            double point = Math.max(knots[0], Math.min(knots[knots.length - 1], points[i]));
            weights[i] = knots.length < SMALLEST ? polynomial(knots, point) : piece(knots, curvature, point);
        }
        return weights;
    }

    private static double[] piece(double[] knots, double[][] curvature, double point) {
        int left = 0;
        while (left < knots.length - 2 && knots[left + 1] < point) {
            left++;
        }
        double width = knots[left + 1] - knots[left];
        double before = knots[left + 1] - point;
        double after = point - knots[left];
        double[] row = new double[knots.length];
        row[left] = before / width;
        row[left + 1] = after / width;
        double fromLeft = before * before * before / (6 * width) - width * before / 6;
        double fromRight = after * after * after / (6 * width) - width * after / 6;
        for (int i = 0; i < row.length; i++) {
            row[i] += fromLeft * curvature[left][i] + fromRight * curvature[left + 1][i];
        }
        return row;
    }

    /** The second derivatives at the knots (rows) for a value of 1 at one knot (columns). */
    private static double[][] curvature(double[] knots) {
        int n = knots.length;
        double[][] system = new double[n][n];
        double[][] right = new double[n][n];
        for (int i = 1; i < n - 1; i++) {
            double before = knots[i] - knots[i - 1];
            double after = knots[i + 1] - knots[i];
            system[i][i - 1] = before;
            system[i][i] = 2 * (before + after);
            system[i][i + 1] = after;
            right[i][i - 1] = 6 / before;
            right[i][i] = -6 / before - 6 / after;
            right[i][i + 1] = 6 / after;
        }
        edge(system[0], 0, 1, 2, knots);
        edge(system[n - 1], n - 1, n - 2, n - 3, knots);
        solve(system, right);
        return right;
    }

    /** The third derivative is the same on both sides of the knot next to an edge. */
    private static void edge(double[] equation, int outer, int next, int inner, double[] knots) {
        double first = knots[next] - knots[outer];
        double second = knots[inner] - knots[next];
        equation[outer] = second;
        equation[next] = -first - second;
        equation[inner] = first;
    }

    /** Gaussian elimination with pivots; the right side becomes the solution. */
    private static void solve(double[][] system, double[][] right) {
        int n = system.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(system[row][column]) > Math.abs(system[pivot][column]) ? row : pivot;
            }
            swap(system, column, pivot);
            swap(right, column, pivot);
            for (int row = 0; row < n; row++) {
                if (row != column && system[row][column] != 0) {
                    double factor = system[row][column] / system[column][column];
                    for (int i = 0; i < n; i++) {
                        system[row][i] -= factor * system[column][i];
                        right[row][i] -= factor * right[column][i];
                    }
                }
            }
        }
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < n; i++) {
                right[row][i] /= system[row][row];
            }
        }
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }

    private static double[] polynomial(double[] knots, double point) {
        double[] row = new double[knots.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = 1;
            for (int j = 0; j < row.length; j++) {
                if (j != i) {
                    row[i] *= (point - knots[j]) / (knots[i] - knots[j]);
                }
            }
        }
        return row;
    }
}
