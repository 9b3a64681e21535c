package io.peco4j.tasks.codebook;

import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.image.GaussianBlur;
import io.peco4j.nn.picture.JpegCompression;
import java.util.random.RandomGenerator;

/** A change of a picture that people hardly count as another picture, at some strength. */
enum Perturbation {
    /** A Gaussian of so many pixels' deviation. */
    BLUR("px") {
        @Override
        RgbImage apply(RgbImage image, double strength, RandomGenerator random) {
            return GaussianBlur.blur(image, strength);
        }
    },
    /** To the right and down by so many pixels; the border is repeated. */
    SHIFT("px") {
        @Override
        RgbImage apply(RgbImage image, double strength, RandomGenerator random) {
            int shift = (int) Math.round(strength);
            byte[] out = new byte[image.rgb().length];
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    int from = Math.max(0, y - shift) * image.width() + Math.max(0, x - shift);
                    System.arraycopy(image.rgb(), 3 * from, out, 3 * (y * image.width() + x), 3);
                }
            }
            return new RgbImage(image.width(), image.height(), out);
        }
    },
    /** Gaussian noise of so many levels' deviation, of 255, in each channel of each pixel. */
    NOISE("levels") {
        @Override
        RgbImage apply(RgbImage image, double strength, RandomGenerator random) {
            return each(image, value -> value + strength * random.nextGaussian());
        }
    },
    /** JPEG of that quality, from 1 to 100. */
    JPEG("quality") {
        @Override
        RgbImage apply(RgbImage image, double strength, RandomGenerator random) {
            return JpegCompression.of(image, (int) Math.round(strength));
        }
    },
    /** All values times a factor. */
    BRIGHTNESS("times") {
        @Override
        RgbImage apply(RgbImage image, double strength, RandomGenerator random) {
            return each(image, value -> value * strength);
        }
    };

    private final String unit;

    Perturbation(String unit) {
        this.unit = unit;
    }

    /** What its strength is counted in. */
    String unit() {
        return unit;
    }

    /** A changed copy of the same size. */
    abstract RgbImage apply(RgbImage image, double strength, RandomGenerator random);

    @FunctionalInterface
    private interface Curve {
        double of(int value);
    }

    private static RgbImage each(RgbImage image, Curve curve) {
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = (byte) Math.round(Math.max(0, Math.min(255, curve.of(in[i] & 0xff))));
        }
        return new RgbImage(image.width(), image.height(), out);
    }
}
