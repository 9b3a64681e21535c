package io.peco4j.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How something grows with size, as a power: the least-squares slope of its logarithm over that of the size.
 *
 * @param exponent 1 for what is proportional to the size; NaN if a value is not positive
 */
record PowerLaw(double exponent) {
    /** Up to here the measurement cannot be told from a line. */
    private static final double LINEAR = 1.15;

    /**
     * The law of the largest sizes; what a small size costs is mostly what every size does.
     *
     * @param sizes ascending
     * @param values one for each size
     * @param last how many of them count, at least 2
     */
    static PowerLaw of(List<Integer> sizes, List<Double> values, int last) {
        int[] places =
                IntStream.range(Math.max(0, sizes.size() - last), sizes.size()).toArray();
        double[] x =
                IntStream.of(places).mapToDouble(i -> Math.log(sizes.get(i))).toArray();
        double[] y =
                IntStream.of(places).mapToDouble(i -> Math.log(values.get(i))).toArray();
        double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).sum() / x.length;
        double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).sum() / y.length;
        double both = IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY))
                .sum();
        double square = IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (x[i] - meanX))
                .sum();
        double slope = both / square;
        return new PowerLaw(Double.isFinite(slope) ? slope : Double.NaN);
    }

    /**
     * A sentence where the growth is more than proportional; empty where it is not.
     *
     * @param what grows, such as {@code time}
     * @param size what it grows with, in the plural
     * @param reason why, if that is known; may be empty
     */
    Optional<String> remark(String what, String size, String reason) {
        return exponent > LINEAR
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "worse than linear: %s grows as %s to the power of %.2f, so that ten times as many take"
                                + " %.0f times the %s%s",
                        what,
                        size,
                        exponent,
                        Math.pow(10, exponent),
                        what,
                        reason.isEmpty() ? "" : ": " + reason))
                : Optional.empty();
    }
}
