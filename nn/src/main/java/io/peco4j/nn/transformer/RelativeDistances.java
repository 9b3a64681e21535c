package io.peco4j.nn.transformer;

/**
 * Where BEiT takes the distances of a smaller grid to lie when it resizes a table of relative positions, along one
 * side.
 *
 * <p>Near positions matter more than far ones: the source's distances are taken to lie at 1, 1 + q, 1 + q + q^2 and so
 * on, with q such that the last one reaches the target's last. Between them a cubic spline, without knots next to the
 * edges, tells the values at whole distances.
 *
 * @param from patches along the side of the source
 * @param to patches along the side of the target
 */
public record RelativeDistances(int from, int to) {
    private static final double SMALLEST_RATIO = 1.01;
    private static final double LARGEST_RATIO = 1.5;
    private static final double PRECISION = 1e-6;

    /** q, by bisection: the sum of a geometric series of so many terms reaches the target's last distance. */
    public double ratio() {
        double low = SMALLEST_RATIO;
        double high = LARGEST_RATIO;
        double ratio = low;
        while (high - low > PRECISION) {
            ratio = (low + high) / 2;
            double sum = (1 - Math.pow(ratio, from - 1)) / (1 - ratio);
            if (sum > to - 1) {
                high = ratio;
            } else {
                low = ratio;
            }
        }
        return ratio;
    }

    /** Where the source's distances 1, 2, 3 and so on are taken to lie. */
    public double[] distances() {
        double ratio = ratio();
        double[] distances = new double[from - 1];
        double at = 1;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = at;
            at += Math.pow(ratio, i + 1.0);
        }
        return distances;
    }

    /**
     * The resize as a linear map from the values at distances {@code 1 - from} to {@code from - 1} to those at
     * {@code 1 - to} to {@code to - 1}: {@code 2 to - 1} rows, one after the other. The same size changes nothing.
     */
    double[] weights() {
        int source = 2 * from - 1;
        int target = 2 * to - 1;
        double[] flat = new double[target * source];
        if (from == to) {
            for (int i = 0; i < source; i++) {
                flat[i * source + i] = 1;
            }
            return flat;
        }
        double[] knots = new double[source];
        double[] distances = distances();
        for (int i = 0; i < distances.length; i++) {
            knots[from + i] = distances[i];
            knots[from - 2 - i] = -distances[i];
        }
        double[] points = new double[target];
        for (int i = 0; i < target; i++) {
            points[i] = i - (to - 1);
        }
        double[][] rows = CubicSpline.weights(knots, points);
        for (int i = 0; i < target; i++) {
            System.arraycopy(rows[i], 0, flat, i * source, source);
        }
        return flat;
    }
}
