package io.peco4j.dsl.options;

import java.math.BigDecimal;

/** A closed interval of numbers, open at the ends that are infinite. */
record Bounds(double min, double max) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    Bounds {
        if (!(min <= max)) {
            throw new IllegalArgumentException("the range from " + min + " to " + max + " contains no number");
        }
    }

    boolean contains(double number) {
        return Double.isFinite(number) && min <= number && number <= max;
    }

    /** In words: {@code from 2 to 65536}, {@code 2 or more}, {@code at most 8}; empty where both ends are open. */
    String text() {
        if (Double.isInfinite(min)) {
            return Double.isInfinite(max) ? "" : "at most " + number(max);
        }
        return Double.isInfinite(max) ? number(min) + " or more" : "from " + number(min) + " to " + number(max);
    }

    private static String number(double value) {
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
