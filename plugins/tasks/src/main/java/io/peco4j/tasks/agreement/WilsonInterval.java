package io.peco4j.tasks.agreement;

/**
 * The interval in which a proportion lies with 95 % confidence (Wilson 1927): unlike the normal one it stays within 0
 * and 1.
 *
 * @param low lower end, from 0
 * @param high upper end, to 1
 */
record WilsonInterval(double low, double high) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of an observed proportion.
     *
     * @param proportion from 0 to 1; may come of counts that are no whole numbers, such as halves for ties
     * @param trials at least 1
     */
    static WilsonInterval of(double proportion, long trials) {
        if (!(proportion >= 0 && proportion <= 1) || trials < 1) {
            throw new IllegalArgumentException(proportion + " of " + trials);
        }
        double square = Z * Z / trials;
        double middle = (proportion + square / 2) / (1 + square);
        double half = Z * Math.sqrt(proportion * (1 - proportion) / trials + square / (4 * trials)) / (1 + square);
        return new WilsonInterval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
