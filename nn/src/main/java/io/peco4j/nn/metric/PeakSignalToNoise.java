package io.peco4j.nn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * PSNR of pictures in [0, 1]: 10 log10(1 / MSE) in decibels, with the mean squared error over all pixels and channels
 * of one picture.
 *
 * <p>What is reported of a data set is the mean over its pictures, as is usual for reconstructions. It is no function
 * of the mean error: of two pictures with errors of 0.01 and 0.0001 it is 30 dB, and not the 22.97 dB of their mean.
 */
public final class PeakSignalToNoise {
    /** Equal pictures count as if they differed by a hundred-thousandth: 100 dB. */
    private static final double SMALLEST_ERROR = 1e-10;

    private PeakSignalToNoise() {}

    /**
     * The PSNR of pictures row by row.
     *
     * @param one float32 (B, ...) in [0, 1]
     * @param other as large
     * @return B figures in dB, at most 100
     */
    public static double[] between(NDArray one, NDArray other) {
        long rows = one.getShape().get(0);
        try (NDArray difference = one.sub(other);
                NDArray flat = difference.reshape(new Shape(rows, one.size() / rows));
                NDArray square = flat.square();
                NDArray errors = square.mean(new int[] {1})) {
            float[] each = errors.toFloatArray();
            double[] decibels = new double[each.length];
            for (int i = 0; i < each.length; i++) {
                decibels[i] = -10 * Math.log10(Math.max(each[i], SMALLEST_ERROR));
            }
            return decibels;
        }
    }
}
