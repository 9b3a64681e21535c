package io.peco4j.runtime.report;

/** Quantiles of Student's t distribution. */
final class StudentT {
    /** 97.5 % quantiles for 1 to 30 degrees of freedom. */
    private static final double[] TABLE = {
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
        2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
        2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423
    };

    /** The 97.5 % quantile of the normal distribution. */
    private static final double NORMAL = 1.959964;

    private StudentT() {}

    /**
     * Half the width of a two-sided 95 % interval, in standard errors. Beyond 30 degrees of freedom by the expansion
     * around the normal quantile (Abramowitz and Stegun 26.7.5), which is exact to four digits there.
     *
     * @param freedom degrees of freedom, at least 1
     */
    static double quantile975(int freedom) {
        if (freedom < 1) {
            throw new IllegalArgumentException(freedom + " degrees of freedom");
        }
        if (freedom <= TABLE.length) {
            return TABLE[freedom - 1];
        }
        double z = NORMAL;
        double cube = z * z * z;
        return z + (cube + z) / (4 * freedom) + (5 * cube * z * z + 16 * cube + 3 * z) / (96.0 * freedom * freedom);
    }
}
