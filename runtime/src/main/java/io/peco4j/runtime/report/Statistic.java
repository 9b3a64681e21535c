package io.peco4j.runtime.report;

import java.util.Collection;

/**
 * Values of one figure over the seeds, in brief.
 *
 * @param count how many values there are, at least 1
 * @param mean NaN if a value is NaN
 * @param deviation standard deviation of the sample (divisor {@code count - 1}); 0 if there is one value
 */
public record Statistic(int count, double mean, double deviation) {

    /** @throws IllegalArgumentException if there is no value */
    public static Statistic of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
        return new Statistic(values.size(), mean, deviation);
    }

    /**
     * Half the width of the interval that holds the true mean in 95 of 100 cases, by Student's t; infinite if there is
     * one value, because the noise is unknown then.
     */
    public double margin() {
        return count == 1 ? Double.POSITIVE_INFINITY : StudentT.quantile975(count - 1) * deviation / Math.sqrt(count);
    }
}
