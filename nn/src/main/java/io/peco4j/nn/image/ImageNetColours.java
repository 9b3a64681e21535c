package io.peco4j.nn.image;

/** Mean and deviation of ImageNet's pixels in bytes: the neutral colour and the noise of augmentations. */
final class ImageNetColours {
    private static final double[] MEAN = {255 * 0.485, 255 * 0.456, 255 * 0.406};
    private static final double[] DEVIATION = {255 * 0.229, 255 * 0.224, 255 * 0.225};

    private ImageNetColours() {}

    static double mean(int channel) {
        return MEAN[channel];
    }

    static double deviation(int channel) {
        return DEVIATION[channel];
    }

    /** The mean as one pixel. */
    static byte[] meanBytes() {
        return new byte[] {(byte) Math.round(MEAN[0]), (byte) Math.round(MEAN[1]), (byte) Math.round(MEAN[2])};
    }
}
