package io.peco4j.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart: the range of its values, and round places for its ticks.
 *
 * @param low the value at position 0
 * @param high the value at position 1, greater than {@code low}
 * @param logarithmic whether equal distances are equal ratios; {@code low} is positive then
 * @param ticks values within the range, ascending
 */
record Scale(double low, double high, boolean logarithmic, List<Double> ticks) {

    /** A linear axis from the first to the last value. */
    static Scale exactly(double low, double high, int ticks) {
        double end = high > low ? high : low + 1;
        return new Scale(low, end, false, round(low, end, ticks));
    }

    /**
     * An axis that holds the range with a little room; logarithmic if all values are positive and the greatest is more
     * than a hundred times the least.
     */
    static Scale around(double low, double high, int ticks) {
        if (low > 0 && high / low > 100) {
            return new Scale(low / 1.15, high * 1.15, true, powers(low / 1.15, high * 1.15));
        }
        double room = high > low ? 0.06 * (high - low) : Math.max(Math.abs(low) * 0.1, 1e-9);
        double from = low >= 0 && low - room < 0 ? 0 : low - room;
        return new Scale(from, high + room, false, round(from, high + room, ticks));
    }

    /** Where the value lies: 0 at the low end, 1 at the high end. */
    double position(double value) {
        return logarithmic
                ? Math.log(Math.max(value, Double.MIN_NORMAL) / low) / Math.log(high / low)
                : (value - low) / (high - low);
    }

    /** Multiples of 1, 2 or 5 times a power of ten, about as many as asked for. */
    private static List<Double> round(double low, double high, int about) {
        double rough = (high - low) / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double share = rough / power;
        double step = power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return List.copyOf(ticks);
    }

    /** Powers of ten; every second or third one if there are many. */
    private static List<Double> powers(double low, double high) {
        int first = (int) Math.ceil(Math.log10(low));
        int last = (int) Math.floor(Math.log10(high));
        int stride = 1 + (last - first) / 6;
        List<Double> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent += stride) {
            ticks.add(Math.pow(10, exponent));
        }
        return List.copyOf(ticks);
    }
}
