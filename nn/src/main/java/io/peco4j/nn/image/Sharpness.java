package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/** Distances from a smoothed copy times a factor, as Pillow's enhancer: 0 smooths, 1 leaves alone, 2 sharpens. */
final class Sharpness {
    private static final int MIDDLE = 5;
    private static final int SUM = MIDDLE + 8;

    private Sharpness() {}

    /** The border stays as it is: the 3 x 3 kernel does not fit there. */
    static RgbImage enhance(RgbImage image, double factor) {
        int stride = 3 * image.width();
        byte[] in = image.rgb();
        byte[] out = in.clone();
        for (int row = 1; row < image.height() - 1; row++) {
            for (int i = row * stride + 3; i < (row + 1) * stride - 3; i++) {
                int around = three(in, i - stride) + three(in, i) + three(in, i + stride);
                int value = in[i] & 0xff;
                int smooth = (around + (MIDDLE - 1) * value + SUM / 2) / SUM;
                out[i] = (byte) Math.max(0, Math.min(255, (int) (smooth + factor * (value - smooth))));
            }
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    private static int three(byte[] rgb, int at) {
        return (rgb[at - 3] & 0xff) + (rgb[at] & 0xff) + (rgb[at + 3] & 0xff);
    }
}
