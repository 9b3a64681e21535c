package io.peco4j.nn.detection;

import java.util.Arrays;

/**
 * Which pixels make up the bins of a box along one axis.
 *
 * @param pixels bin after bin
 * @param shares one a pixel
 * @param ends for each bin the number of pixels up to its end
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one box
record AxisWeights(int[] pixels, float[] shares, int[] ends) {

    /**
     * The mean of bilinear samples at equal distances in each bin.
     *
     * @param start of the box, in pixels of the map
     * @param extent of the box, in the same unit
     * @param samples of each bin; with none, bins have no pixels
     * @param length of the map
     */
    static AxisWeights of(float start, float extent, int bins, int samples, int length) {
        int[] pixels = new int[2 * bins * samples];
        float[] shares = new float[pixels.length];
        int[] ends = new int[bins];
        float bin = extent / bins;
        int count = 0;
        for (int i = 0; i < bins * samples; i++) {
            int first = i < samples ? 0 : ends[i / samples - 1];
            float at = start + i / samples * bin + (i % samples + 0.5f) * bin / samples;
            if (at >= -1 && at <= length) {
                float inside = Math.min(Math.max(at, 0), length - 1);
                int low = (int) inside;
                float part = inside - low;
                count = add(pixels, shares, first, count, low, (1 - part) / samples);
                count = add(pixels, shares, first, count, Math.min(low + 1, length - 1), part / samples);
            }
            ends[i / samples] = count;
        }
        return new AxisWeights(Arrays.copyOf(pixels, count), Arrays.copyOf(shares, count), ends);
    }

    /**
     * The same for a box between two edges.
     *
     * @param from one edge, in pixels of the map
     * @param to the other
     * @param samples of each bin; 0 or less: as many as it has pixels, rounded up
     * @param aligned whether pixel centres lie at halves; otherwise boxes are at least a pixel wide
     */
    static AxisWeights between(float from, float to, int bins, int samples, boolean aligned, int length) {
        float shift = aligned ? 0.5f : 0;
        float start = from - shift;
        float side = to - shift - start;
        float extent = aligned ? side : Math.max(side, 1);
        int count = samples > 0 ? samples : Math.max((int) Math.ceil(extent / bins), 0);
        return of(start, extent, bins, count, length);
    }

    /** The weighted sum of some pixels of a line for each bin. */
    void sum(float[] line, int first, float[] bins, int at) {
        for (int bin = 0; bin < ends.length; bin++) {
            float sum = 0;
            for (int i = begin(bin); i < end(bin); i++) {
                sum += shares[i] * line[first + pixels[i]];
            }
            bins[at + bin] = sum;
        }
    }

    /** Neighbouring samples share pixels; positions ascend, so a known pixel is one of the last two. */
    private static int add(int[] pixels, float[] shares, int first, int count, int pixel, float share) {
        for (int known = count - 1; known >= Math.max(first, count - 2); known--) {
            if (pixels[known] == pixel) {
                shares[known] += share;
                return count;
            }
        }
        if (share == 0) {
            return count;
        }
        pixels[count] = pixel;
        shares[count] = share;
        return count + 1;
    }

    /** Where a bin's pixels begin. */
    int begin(int bin) {
        return bin == 0 ? 0 : ends[bin - 1];
    }

    int end(int bin) {
        return ends[bin];
    }
}
