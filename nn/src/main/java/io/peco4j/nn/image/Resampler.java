package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.Arrays;

/**
 * Resizes a region of a picture: a convolution along the rows, then one along the columns, with rounding to 8 bits in
 * between, as Pillow does. Reads nothing outside of the region.
 *
 * <p>Of the picture in between only the rows that the next output row needs are kept, in a ring, and as ints: the loops
 * over them are simple enough for the JIT to vectorise, which it does not do for bytes.
 */
final class Resampler {
    private static final int CHANNELS = 3;

    private Resampler() {}

    static RgbImage resize(RgbImage image, CropRegion region, int width, int height, Filter filter) {
        if (!region.fits(image.width(), image.height())) {
            throw new IllegalArgumentException(
                    region + " is not within " + image.width() + " x " + image.height() + " pixels");
        }
        if (width == region.width() && height == region.height()) {
            return copy(image, region);
        }
        ResamplingWeights across = ResamplingWeights.of(region.width(), width, filter);
        ResamplingWeights down = ResamplingWeights.of(region.height(), height, filter);
        int stride = CHANNELS * width;
        int[] ring = new int[down.width() * stride];
        byte[] out = new byte[height * stride];
        int[] sums = new int[stride];
        int ready = 0;
        for (int row = 0; row < height; row++) {
            int last = down.first()[row] + down.count()[row];
            for (ready = Math.max(ready, down.first()[row]); ready < last; ready++) {
                int from = CHANNELS * ((region.top() + ready) * image.width() + region.left());
                alongRow(image.rgb(), from, across, ring, ready % down.width() * stride);
            }
            alongColumns(ring, down, row, sums);
            for (int i = 0; i < stride; i++) {
                out[row * stride + i] = (byte) clamp(sums[i]);
            }
        }
        return new RgbImage(width, height, out);
    }

    /** The region as it is. */
    static RgbImage copy(RgbImage image, CropRegion region) {
        if (region.equals(CropRegion.whole(image))) {
            return image;
        }
        int stride = CHANNELS * region.width();
        byte[] out = new byte[region.height() * stride];
        for (int row = 0; row < region.height(); row++) {
            int from = CHANNELS * ((region.top() + row) * image.width() + region.left());
            System.arraycopy(image.rgb(), from, out, row * stride, stride);
        }
        return new RgbImage(region.width(), region.height(), out);
    }

    private static void alongRow(byte[] rgb, int from, ResamplingWeights taps, int[] out, int to) {
        int[] weights = taps.weights();
        int at = to;
        for (int pixel = 0; pixel < taps.first().length; pixel++) {
            int in = from + CHANNELS * taps.first()[pixel];
            int begin = pixel * taps.width();
            int end = begin + taps.count()[pixel];
            int red = ResamplingWeights.HALF;
            int green = ResamplingWeights.HALF;
            int blue = ResamplingWeights.HALF;
            for (int k = begin; k < end; k++) {
                int weight = weights[k];
                red += (rgb[in] & 0xff) * weight;
                green += (rgb[in + 1] & 0xff) * weight;
                blue += (rgb[in + 2] & 0xff) * weight;
                in += CHANNELS;
            }
            out[at] = clamp(red);
            out[at + 1] = clamp(green);
            out[at + 2] = clamp(blue);
            at += CHANNELS;
        }
    }

    private static void alongColumns(int[] ring, ResamplingWeights taps, int row, int[] sums) {
        Arrays.fill(sums, ResamplingWeights.HALF);
        for (int k = 0; k < taps.count()[row]; k++) {
            int slot = (taps.first()[row] + k) % taps.width();
            addTimes(ring, slot * sums.length, taps.weights()[row * taps.width() + k], sums);
        }
    }

    private static void addTimes(int[] rows, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += rows[from + i] * weight;
        }
    }

    private static int clamp(int sum) {
        return Math.max(0, Math.min(255, sum >> ResamplingWeights.BITS));
    }
}
