package io.peco4j.conformance.parity;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Whether fresh parameters come from the reference's distributions: mean, deviation, least, largest, count. */
final class InitialStatistics {
    /** How many standard errors two draws of one distribution may differ by. */
    private static final double ERRORS = 6;

    /** How far, in deviations, the extremes of two draws may differ: less than a uniform's from a normal's. */
    private static final double EXTREMES = 1.6;

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
        return Math.abs(mean(values) - expected[0]) <= error
                && Math.abs(deviation(values) - deviation) <= error
                && Math.abs(least - expected[2]) <= EXTREMES * deviation
                && Math.abs(largest - expected[3]) <= EXTREMES * deviation;
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
