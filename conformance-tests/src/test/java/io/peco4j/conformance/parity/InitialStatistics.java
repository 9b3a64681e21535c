package io.peco4j.conformance.parity;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Whether fresh parameters come from the reference's distributions: mean, deviation, least, largest, count. */
final class InitialStatistics {
    /** How many standard errors two draws of one distribution may differ by. */
    private static final double ERRORS = 6;

    /** From so many values on, a uniform distribution is told from a normal one by its range. */
    private static final int MANY = 500;

    /** Range over deviation that no uniform distribution exceeds, and so many normal values always do. */
    private static final double UNIFORM = 3.6;

    private InitialStatistics() {}

    /** Compares all live tensors with {@code PREFIX + NAME}; what starts constant must be that constant. */
    static void check(ParityCase reference, String prefix, Map<String, NDArray> live) {
        live.forEach((name, array) -> {
            float[] expected = reference.get(prefix + name).toFloatArray();
            float[] values = array.toFloatArray();
            reference.accept(prefix + name, agrees(expected, values), describe(expected, values));
        });
    }

    private static boolean agrees(float[] expected, float[] values) {
        int count = values.length;
        if (count != (int) expected[4]) {
            return false;
        }
        Arrays.sort(values);
        double least = values[0];
        double largest = values[count - 1];
        double deviation = expected[1];
        if (deviation == 0) {
            return least == expected[2] && largest == expected[3];
        }
        double error = ERRORS * deviation * Math.sqrt(2.0 / count);
        double range = expected[3] - expected[2];
        double margin = margin(count, deviation, range);
        boolean alike = count < MANY || isUniform(range, deviation) == isUniform(largest - least, deviation(values));
        return alike
                && Math.abs(mean(values) - expected[0]) <= error
                && Math.abs(deviation(values) - deviation) <= error
                && Math.abs(least - expected[2]) <= margin
                && Math.abs(largest - expected[3]) <= margin;
    }

    private static boolean isUniform(double range, double deviation) {
        return range < UNIFORM * deviation;
    }

    /**
     * How far the extremes of two draws may differ: those of n uniform values are about 1 / n of the range off the ends,
     * those of n normal ones scatter by about a deviation over {@code sqrt(2 ln n)}, with an exponential tail.
     */
    private static double margin(int count, double deviation, double range) {
        return count >= MANY && isUniform(range, deviation)
                ? 20 * range / count
                : 9 * deviation / Math.sqrt(2 * Math.log(Math.max(count, 2)));
    }

    private static String describe(float[] expected, float[] values) {
        return String.format(
                Locale.ROOT,
                "mean %.3g, deviation %.3g, from %.3g to %.3g, %d values, instead of %s",
                mean(values),
                deviation(values),
                values[0],
                values[values.length - 1],
                values.length,
                Arrays.toString(expected));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }
}
