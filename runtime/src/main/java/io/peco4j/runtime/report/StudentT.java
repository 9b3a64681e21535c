package io.peco4j.runtime.report;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The two-sided t test, at 95 % unless another tail is given. */
final class StudentT {
    /** Nodes of the integral over the estimated deviation; the power is right to four places. */
    private static final int NODES = 200;

    /** How far the integral reaches to each side of 1, in standard deviations of the estimate. */
    private static final double REACH = 8;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double quantile;

    /** Estimated over true deviation. */
    private final double[] estimates;

    /** How likely each of them is; 1 together. */
    private final double[] weights;

    /**
     * A test.
     *
     * @param freedom degrees of freedom, at least 1
     * @param looks how wide its interval has to be
     */
    StudentT(int freedom, Looks looks) {
        quantile = quantile(freedom, looks);
        double reach = REACH / Math.sqrt(2.0 * freedom);
        double low = Math.max(0, 1 - reach);
        double step = (1 + reach - low) / NODES;
        estimates = IntStream.range(0, NODES)
                .mapToDouble(i -> low + (i + 0.5) * step)
                .toArray();
        double[] density = Arrays.stream(estimates)
                .map(s -> Math.exp((freedom - 1) * Math.log(s) + 0.5 * freedom * (1 - s * s)))
                .toArray();
        double all = Arrays.stream(density).sum();
        weights = Arrays.stream(density).map(each -> each / all).toArray();
    }

    /**
     * Half the width of a two-sided interval, in standard errors.
     *
     * @param freedom degrees of freedom, at least 1
     */
    static double quantile(int freedom, Looks looks) {
        return TDistribution.of(freedom).inverseSurvivalProbability(looks.tail());
    }

    /**
     * The probability that the interval excludes 0: the tails of the noncentral t distribution.
     *
     * @param shift the true mean, in true standard errors
     */
    double power(double shift) {
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            double edge = quantile * estimates[i];
            sum += weights[i]
                    * (NORMAL.survivalProbability(edge - shift) + NORMAL.cumulativeProbability(-edge - shift));
        }
        return sum;
    }
}
