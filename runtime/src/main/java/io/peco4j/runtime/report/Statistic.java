package io.peco4j.runtime.report;

import io.peco4j.runtime.text.Figures;
import java.util.Collection;
import java.util.Collections;

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
        double least = Collections.min(values);
        if (least == Collections.max(values)) {
            // Their sum would round, and what they deviate from its part would count as noise.
            return new Statistic(values.size(), least, 0);
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
     * one value, because the noise is unknown then. That of seeds which were chosen beforehand.
     */
    double margin() {
        return margin(Looks.ONCE);
    }

    /** The same, where the number of values may itself be due to their spread. */
    public double margin(Looks looks) {
        return count == 1
                ? Double.POSITIVE_INFINITY
                : StudentT.quantile(count - 1, looks) * deviation / Math.sqrt(count);
    }

    /** Mean and deviation with as many places as the deviation justifies, such as {@code 47.1 ± 0.5}. */
    public String text() {
        int places = places();
        String text = Figures.fixed(mean, places);
        return count == 1 ? text : text + " ± " + Figures.fixed(deviation, places);
    }

    /** Places after the point of a value whose noise is unknown. */
    public static int placesOf(double value) {
        double size = Math.abs(value);
        return size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    }

    /**
     * Places after the point: one for values of tens and more, three significant digits for smaller ones, more where
     * the deviation would vanish.
     */
    int places() {
        int places = placesOf(mean);
        if (count > 1 && deviation > 0 && deviation < 0.5 * Math.pow(10, -places)) {
            places = Math.min(6, (int) Math.ceil(-Math.log10(deviation)));
        }
        return places;
    }
}
