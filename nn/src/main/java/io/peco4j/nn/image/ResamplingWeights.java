package io.peco4j.nn.image;

/**
 * For every output pixel along one axis: the first input pixel that counts, how many do, and their weights.
 *
 * <p>Weights are fixed-point numbers with {@link #BITS} fractional bits: a sum of 8-bit values times weights fits an
 * int because weights add up to one and no kernel's absolute weights add up to two.
 *
 * @param first index of the first input pixel, per output pixel
 * @param count number of input pixels, per output pixel
 * @param weights {@code width} weights per output pixel, of which {@code count} are used
 * @param width the stride of {@code weights}
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one resize
record ResamplingWeights(int[] first, int[] count, int[] weights, int width) {
    static final int BITS = 22;

    /** Half of one in fixed point: what a sum starts from so that the shift rounds. */
    static final int HALF = 1 << (BITS - 1);

    /** How {@code from} pixels become {@code to} pixels. Most kernels widen with the scale when the axis shrinks. */
    static ResamplingWeights of(int from, int to, Filter filter) {
        double scale = (double) from / to;
        double stretch = filter.widens() ? Math.max(scale, 1) : 1;
        double support = filter.support() * stretch;
        int width = (int) Math.ceil(support) * 2 + 1;
        int[] first = new int[to];
        int[] count = new int[to];
        int[] weights = new int[to * width];
        double[] exact = new double[width];
        for (int out = 0; out < to; out++) {
            double centre = (out + 0.5) * scale;
            int low = Math.max((int) (centre - support + 0.5), 0);
            int high = Math.min((int) (centre + support + 0.5), from);
            double sum = 0;
            for (int in = low; in < high; in++) {
                exact[in - low] = filter.at((in - centre + 0.5) / stretch);
                sum += exact[in - low];
            }
            first[out] = low;
            count[out] = high - low;
            for (int k = 0; k < high - low; k++) {
                weights[out * width + k] = (int) Math.round(exact[k] / sum * (1 << BITS));
            }
        }
        return new ResamplingWeights(first, count, weights, width);
    }
}
