package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether fresh parameters come from the reference's distributions: mean, deviation, least, largest, count. */
final class InitialStatistics {
    /** How many standard errors two draws of one distribution may differ by. */
    private static final double ERRORS = 6;

    /** From so many values on the extremes count, and tell a uniform distribution from a normal one. */
    private static final int MANY = 500;

    /** Range over deviation that no uniform distribution exceeds, and so many normal values always do. */
    private static final double UNIFORM = 3.6;

    /** Where a name counts blocks. */
    private static final Pattern BLOCK = Pattern.compile("\\.\\d+\\.");

    private InitialStatistics() {}

    /**
     * Compares all live tensors with {@code PREFIX + NAME}; what starts constant must be that constant. Extremes are
     * those of a kind of tensor, such as the same weight of all blocks: of few values they say nothing.
     */
    static void check(ParityCase reference, String prefix, Map<String, NDArray> live) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        live.forEach((name, array) -> {
            float[] expected = reference.get(prefix + name).toFloatArray();
            float[] values = array.toFloatArray();
            Arrays.sort(values);
            reference.accept(prefix + name, agrees(expected, values), describe(expected, values));
            if (expected[1] > 0) {
                kinds.computeIfAbsent(BLOCK.matcher(name).replaceAll(".*."), kind -> new ArrayList<>())
                        .add(name);
            }
        });
        kinds.forEach((kind, names) -> {
            float[] values = pooled(names.stream().map(live::get).toList());
            float[] expected = pooledStatistics(
                    names.stream().map(name -> reference.doubles(prefix + name)).toList());
            if (values.length >= MANY) {
                reference.accept(
                        prefix + names.get(0),
                        extremesAgree(expected, values),
                        "all of " + kind + ": " + describe(expected, values));
            }
        });
    }

    private static boolean agrees(float[] expected, float[] sorted) {
        int count = sorted.length;
        if (count != (int) expected[4]) {
            return false;
        }
        double deviation = expected[1];
        if (deviation == 0) {
            return sorted[0] == expected[2] && sorted[count - 1] == expected[3];
        }
        double error = ERRORS * deviation * Math.sqrt(2.0 / count);
        return Math.abs(mean(sorted) - expected[0]) <= error && Math.abs(deviation(sorted) - deviation) <= error;
    }

    private static boolean extremesAgree(float[] expected, float[] sorted) {
        double least = sorted[0];
        double largest = sorted[sorted.length - 1];
        double range = expected[3] - expected[2];
        boolean uniform = isUniform(range, expected[1]);
        double margin = margin(sorted.length, expected[1], range);
        return uniform == isUniform(largest - least, deviation(sorted))
                && Math.abs(least - expected[2]) <= margin
                && Math.abs(largest - expected[3]) <= margin;
    }

    private static float[] pooled(List<NDArray> arrays) {
        int size = Math.toIntExact(arrays.stream().mapToLong(NDArray::size).sum());
        FloatBuffer all = FloatBuffer.allocate(size);
        arrays.forEach(array -> all.put(array.toFloatArray()));
        float[] values = all.array();
        Arrays.sort(values);
        return values;
    }

    /** Of the values of several tensors together, from those of each. */
    private static float[] pooledStatistics(List<double[]> parts) {
        double count = parts.stream().mapToDouble(part -> part[4]).sum();
        double mean = parts.stream().mapToDouble(part -> part[0] * part[4]).sum() / count;
        double square = parts.stream()
                        .mapToDouble(part -> (part[1] * part[1] + part[0] * part[0]) * part[4])
                        .sum()
                / count;
        double least = parts.stream().mapToDouble(part -> part[2]).min().orElseThrow();
        double largest = parts.stream().mapToDouble(part -> part[3]).max().orElseThrow();
        return new float[] {
            (float) mean, (float) Math.sqrt(square - mean * mean), (float) least, (float) largest, (float) count
        };
    }

    private static boolean isUniform(double range, double deviation) {
        return range < UNIFORM * deviation;
    }

    /**
     * How far the extremes of two draws may differ: those of n uniform values are about 1 / n of the range off the
     * ends, those of n normal ones scatter by about a deviation over {@code sqrt(2 ln n)}, with an exponential tail.
     */
    private static double margin(int count, double deviation, double range) {
        return isUniform(range, deviation) ? 20 * range / count : 9 * deviation / Math.sqrt(2 * Math.log(count));
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
