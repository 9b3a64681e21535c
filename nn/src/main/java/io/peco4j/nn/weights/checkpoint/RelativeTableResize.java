package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Resizes a table of relative positions as BEiT does when it loads weights for other picture sizes.
 *
 * <p>Near positions matter more than far ones: the source's distances are taken to lie at 1, 1 + q, 1 + q + q^2 and so
 * on, with q such that the last one reaches the target's last. Between them a cubic spline, without knots next to the
 * edges and the same along rows and columns, tells the values at whole distances. Three last rows, of the class token,
 * are kept.
 */
public final class RelativeTableResize {
    private static final double SMALLEST_RATIO = 1.01;
    private static final double LARGEST_RATIO = 1.5;
    private static final double PRECISION = 1e-6;
    private static final int CLASS_ROWS = 3;

    private final int from;
    private final int to;
    private final double ratio;
    private final double[] distances;

    /**
     * A resize between square grids.
     *
     * @param from patches along a side of the source
     * @param to patches along a side of the target
     */
    public RelativeTableResize(int from, int to) {
        this.from = from;
        this.to = to;
        this.ratio = ratio(from - 1, to - 1);
        this.distances = new double[from - 1];
        double at = 1;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = at;
            at += Math.pow(ratio, i + 1.0);
        }
    }

    /** q. */
    public double ratio() {
        return ratio;
    }

    /** Where the source's distances 1, 2, 3 and so on are taken to lie; a copy. */
    public double[] distances() {
        return distances.clone();
    }

    /**
     * The table for the target.
     *
     * @param table float32 ((2 from - 1)^2 + 3, H)
     * @return float32 ((2 to - 1)^2 + 3, H), owned by the table's manager
     */
    public NDArray apply(NDArray table) {
        if (from == to) {
            return table;
        }
        int source = 2 * from - 1;
        int target = 2 * to - 1;
        int heads = Math.toIntExact(table.getShape().get(1));
        double[][] weights = weights(source, target);
        float[] values = table.toFloatArray();
        float[] made = new float[(target * target + CLASS_ROWS) * heads];
        for (int head = 0; head < heads; head++) {
            double[][] along = new double[source][target];
            for (int row = 0; row < source; row++) {
                for (int x = 0; x < target; x++) {
                    for (int column = 0; column < source; column++) {
                        along[row][x] += weights[x][column] * values[(row * source + column) * heads + head];
                    }
                }
            }
            for (int y = 0; y < target; y++) {
                for (int x = 0; x < target; x++) {
                    double sum = 0;
                    for (int row = 0; row < source; row++) {
                        sum += weights[y][row] * along[row][x];
                    }
                    made[(y * target + x) * heads + head] = (float) sum;
                }
            }
        }
        int kept = CLASS_ROWS * heads;
        System.arraycopy(values, values.length - kept, made, made.length - kept, kept);
        return table.getManager().create(made, new Shape(target * target + CLASS_ROWS, heads));
    }

    /** Patches along a side of the grid that a table of some rows is for; 0 if there is none. */
    static int grid(long rows) {
        int span = PositionGrid.side(rows - CLASS_ROWS);
        return span % 2 == 1 ? (span + 1) / 2 : 0;
    }

    private double[][] weights(int source, int target) {
        double[] knots = new double[source];
        for (int i = 0; i < distances.length; i++) {
            knots[from + i] = distances[i];
            knots[from - 2 - i] = -distances[i];
        }
        double[] points = new double[target];
        for (int i = 0; i < target; i++) {
            points[i] = i - (to - 1);
        }
        return CubicSpline.weights(knots, points);
    }

    /** By bisection: the sum of a geometric series of so many terms reaches the target's last distance. */
    private static double ratio(int terms, int reach) {
        double low = SMALLEST_RATIO;
        double high = LARGEST_RATIO;
        double ratio = low;
        while (high - low > PRECISION) {
            ratio = (low + high) / 2;
            double sum = (1 - Math.pow(ratio, terms)) / (1 - ratio);
            if (sum > reach) {
                high = ratio;
            } else {
                low = ratio;
            }
        }
        return ratio;
    }
}
