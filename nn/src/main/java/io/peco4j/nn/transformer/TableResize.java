package io.peco4j.nn.transformer;

/** How a table of relative positions is resized for other pictures, along one side; both ways are linear maps. */
public enum TableResize {
    /** By {@link RelativeDistances}: BEiT's fine-tuning and segmentation. */
    GEOMETRIC {
        @Override
        double[] weights(int from, int to) {
            return new RelativeDistances(from, to).weights();
        }
    },

    /** As a picture: bicubic with a = -0.75, corners not aligned. The detection on BEiT and DiT. */
    BICUBIC {
        @Override
        double[] weights(int from, int to) {
            int source = 2 * from - 1;
            int target = 2 * to - 1;
            double[] flat = new double[target * source];
            for (int i = 0; i < target; i++) {
                double at = (i + 0.5) * source / target - 0.5;
                int first = (int) Math.floor(at) - 1;
                for (int tap = first; tap < first + TAPS; tap++) {
                    flat[i * source + Math.max(0, Math.min(tap, source - 1))] += cubic(Math.abs(at - tap));
                }
            }
            return flat;
        }
    };

    private static final int TAPS = 4;
    private static final double A = -0.75;

    /**
     * The values at distances {@code 1 - to} to {@code to - 1} from those at {@code 1 - from} to {@code from - 1}:
     * {@code 2 to - 1} rows, one after the other.
     */
    abstract double[] weights(int from, int to);

    /** Keys' cubic. */
    private static double cubic(double distance) {
        if (distance < 1) {
            return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
        }
        return distance < 2 ? ((A * distance - 5 * A) * distance + 8 * A) * distance - 4 * A : 0;
    }
}
