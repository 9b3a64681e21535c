package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Convolves with a Gaussian of a random width; pixels beyond the border equal the nearest one within.
 *
 * <p>The true kernel, cut off at three deviations, where Pillow approximates it with three box filters.
 *
 * @param minSigma smallest standard deviation in pixels, above 0
 * @param maxSigma largest standard deviation in pixels
 */
public record GaussianBlur(double minSigma, double maxSigma) implements ImageTransform {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final double REACH = 3;

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

    /** The picture, convolved with a Gaussian of the given deviation in pixels. */
    public static RgbImage blur(RgbImage image, double sigma) {
        int[] kernel = kernel(sigma);
        int width = image.width();
        int height = image.height();
        int stride = 3 * width;
        int[] rows = new int[height * stride];
        int[] sums = new int[stride];
        int[] padded = new int[stride + 3 * (kernel.length - 1)];
        for (int row = 0; row < height; row++) {
            pad(image.rgb(), row * stride, stride, padded);
            Arrays.fill(sums, HALF);
            for (int k = 0; k < kernel.length; k++) {
                addTimes(padded, 3 * k, kernel[k], sums);
            }
            for (int i = 0; i < stride; i++) {
                rows[row * stride + i] = sums[i] >> BITS;
            }
        }
        byte[] out = new byte[rows.length];
        int reach = kernel.length / 2;
        for (int row = 0; row < height; row++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < kernel.length; k++) {
                int from = Math.max(0, Math.min(height - 1, row + k - reach));
                addTimes(rows, from * stride, kernel[k], sums);
            }
            for (int i = 0; i < stride; i++) {
                out[row * stride + i] = (byte) (sums[i] >> BITS);
            }
        }
        return new RgbImage(width, height, out);
    }

    /** Weights in fixed point that add up to exactly one: what rounding leaves over goes to the middle. */
    private static int[] kernel(double sigma) {
        int reach = (int) Math.ceil(REACH * sigma);
        double[] exact = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            exact[k + reach] = Math.exp(-k * k / (2 * sigma * sigma));
        }
        double sum = Arrays.stream(exact).sum();
        int[] kernel = Arrays.stream(exact)
                .mapToInt(weight -> (int) (weight / sum * (1 << BITS)))
                .toArray();
        kernel[reach] += (1 << BITS) - Arrays.stream(kernel).sum();
        return kernel;
    }

    private static void pad(byte[] rgb, int from, int stride, int[] padded) {
        int border = (padded.length - stride) / 2;
        for (int i = 0; i < stride; i++) {
            padded[border + i] = rgb[from + i] & 0xff;
        }
        for (int i = 0; i < border; i++) {
            padded[i] = rgb[from + i % 3] & 0xff;
            padded[border + stride + i] = rgb[from + stride - 3 + i % 3] & 0xff;
        }
    }

    private static void addTimes(int[] values, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[from + i] * weight;
        }
    }
}
