package io.peco4j.runtime.report;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The two-sided t test, at 95 % unless another tail is given. */
final class StudentT {
    /** Nodes of the integral over the estimated deviation; the power is right to three places. */
    private static final int NODES = 512;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double quantile;

    /** Estimated over true deviation, at quantiles that are equally likely. */
    private final double[] estimates;

    /**
     * A test.
     *
     * @param freedom degrees of freedom, at least 1
     * @param looks how wide its interval has to be
     */
    StudentT(int freedom, Looks looks) {
        quantile = quantile(freedom, looks);
        ChiSquaredDistribution squares = ChiSquaredDistribution.of(freedom);
        estimates = IntStream.range(0, NODES)
                .mapToDouble(i -> Math.sqrt(squares.inverseCumulativeProbability((i + 0.5) / NODES) / freedom))
                .toArray();
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
        for (double estimate : estimates) {
            double edge = quantile * estimate;
            sum += NORMAL.survivalProbability(edge - shift) + NORMAL.cumulativeProbability(-edge - shift);
        }
        return sum / NODES;
    }
}
