package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Convolves with a Gaussian of a random width; pixels beyond the border equal the nearest one within.
 *
 * <p>As Pillow does it, which MoCo v3 and DINO blur with: three boxes of equal width in each direction, whose outermost
 * pixels count in part, with rounding to 8 bits after each. Their time does not depend on the width.
 *
 * @param minSigma smallest standard deviation in pixels, above 0
 * @param maxSigma largest standard deviation in pixels
 */
public record GaussianBlur(double minSigma, double maxSigma) implements ImageTransform {
    private static final int PASSES = 3;
    private static final int CHANNELS = 3;
    private static final int BITS = 24;

    /** @throws IllegalArgumentException if a deviation is not positive, or the limits are in the wrong order */
    public GaussianBlur {
        if (!(minSigma > 0 && minSigma <= maxSigma)) {
            throw new IllegalArgumentException("deviations from " + minSigma + " to " + maxSigma);
        }
    }

    /** With deviations from 0.1 to 2 pixels, as in MoCo v3. */
    public GaussianBlur() {
        this(0.1, 2);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return blur(image, minSigma + (maxSigma - minSigma) * random.nextDouble());
    }

    /** The picture, convolved with nearly a Gaussian of the given deviation in pixels. */
    public static RgbImage blur(RgbImage image, double sigma) {
        Box box = Box.of(sigma);
        int width = image.width();
        int height = image.height();
        byte[] rgb = image.rgb().clone();
        int[] line = new int[Math.max(width, height)];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int row = 0; row < height; row++) {
                box.blur(rgb, CHANNELS * row * width + channel, CHANNELS, line, width);
            }
            for (int column = 0; column < width; column++) {
                box.blur(rgb, CHANNELS * column + channel, CHANNELS * width, line, height);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /**
     * A box in fixed point.
     *
     * @param reach whole pixels to either side of the middle
     * @param weight of the middle and of each of these
     * @param edge weight of one more pixel on either side
     */
    private record Box(int reach, long weight, long edge) {

        /** The width of which {@value #PASSES} passes have the variance of the Gaussian (Gwosdek et al. 2011). */
        static Box of(double sigma) {
            double variance = sigma * sigma / PASSES;
            double whole = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
            double part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
            // In single precision, as Pillow keeps it.
            float radius = (float) (whole + part / (6 * (variance - (whole + 1) * (whole + 1))));
            int reach = (int) radius;
            long weight = (long) ((1 << BITS) / (radius * 2 + 1));
            return new Box(reach, weight, ((1 << BITS) - (2L * reach + 1) * weight) / 2);
        }

        /**
         * All passes over one line of a picture, in place.
         *
         * @param line room for its pixels
         */
        void blur(byte[] values, int from, int stride, int[] line, int length) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (int i = 0; i < length; i++) {
                    line[i] = values[from + i * stride] & 0xff;
                }
                long sum = 0;
                for (int i = -reach; i <= reach; i++) {
                    sum += at(line, i, length);
                }
                for (int i = 0; i < length; i++) {
                    int beyond = at(line, i - reach - 1, length) + at(line, i + reach + 1, length);
                    values[from + i * stride] = (byte) ((sum * weight + beyond * edge + (1 << (BITS - 1))) >> BITS);
                    sum += at(line, i + reach + 1, length) - at(line, i - reach, length);
                }
            }
        }

        private static int at(int[] line, int index, int length) {
            return line[Math.max(0, Math.min(length - 1, index))];
        }
    }
}
