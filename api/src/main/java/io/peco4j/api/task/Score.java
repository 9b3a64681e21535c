package io.peco4j.api.task;

/**
 * A figure that a task computed, on examples that nothing was trained on.
 *
 * @param name such as {@code top-1}
 * @param value in the unit
 * @param unit such as {@code %} or {@code dB}; empty for a plain number
 * @param better which way is better
 */
public record Score(String name, double value, String unit, Better better) {

    /** A percentage, higher is better. */
    public static Score percent(String name, double value) {
        return new Score(name, value, "%", Better.HIGHER);
    }

    /** Which way is better. */
    public enum Better {
        HIGHER,
        LOWER,
        /** Neither: a figure for information, such as a count. */
        NEITHER
    }
}
