package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Random changes of brightness, contrast, saturation and hue, each with probability one half, the contrast before or
 * after the two last: mmsegmentation's {@code PhotoMetricDistortion}, which is SSD's (Liu et al. 2016). Every change
 * ends in 8 bits, as there, and cuts fractions off.
 *
 * @param brightness largest sum, up or down, in levels of 255; 32
 * @param contrast factors of all values from 1 minus this to 1 plus this; 0.5
 * @param saturation factors in the same way; 0.5
 * @param hue largest turn of the colour circle, in steps of two degrees, of which only the lower end is reached; 18
 */
public record PhotometricDistortion(double brightness, double contrast, double saturation, int hue)
        implements ImageTransform {

    /** @throws IllegalArgumentException if a number is negative, a share above 1, or the hue above half a circle */
    public PhotometricDistortion {
        if (!(brightness >= 0 && contrast >= 0 && contrast <= 1 && saturation >= 0 && saturation <= 1)
                || hue < 0
                || hue > 90) {
            throw new IllegalArgumentException("amounts of " + brightness + ", " + contrast + ", " + saturation + ", "
                    + hue + " for brightness, contrast, saturation and hue");
        }
    }

    /** With mmsegmentation's numbers. */
    public PhotometricDistortion() {
        this(32, 0.5, 0.5, 18);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image, Draws.of(random));
    }

    /** The picture that follows from given draws. */
    public RgbImage apply(RgbImage image, Draws draws) {
        RgbImage result = image;
        if (draws.coin()) {
            result = line(result, 1, draws.between(-brightness, brightness));
        }
        boolean contrastFirst = draws.coin();
        if (contrastFirst && draws.coin()) {
            result = line(result, draws.between(1 - contrast, 1 + contrast), 0);
        }
        if (draws.coin()) {
            float factor = (float) draws.between(1 - saturation, 1 + saturation);
            result = ByteHsv.changed(result, hsv -> hsv[1] = cut(hsv[1] * factor));
        }
        if (draws.coin()) {
            int steps = draws.from(-hue, hue);
            result = ByteHsv.changed(result, hsv -> hsv[0] = ByteHsv.turned(hsv[0], steps));
        }
        if (!contrastFirst && draws.coin()) {
            result = line(result, draws.between(1 - contrast, 1 + contrast), 0);
        }
        return result;
    }

    private static RgbImage line(RgbImage image, double factor, double shift) {
        byte[] table = new byte[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (byte) cut(value * (float) factor + (float) shift);
        }
        return new ToneCurve(table, table, table).apply(image);
    }

    private static int cut(float value) {
        return Math.max(0, Math.min(255, (int) value));
    }

    /** What is drawn for a picture, in the order of the changes. */
    public interface Draws {
        /** Whether a change is made; for the second one, whether the contrast is changed before the others. */
        boolean coin();

        /** A number between two others, all equally likely. */
        double between(double low, double high);

        /** A whole number, at least the first and below the second; the first, where there is none. */
        int from(int low, int high);

        /** The draws of a generator. */
        static Draws of(RandomGenerator random) {
            return new Draws() {
                @Override
                public boolean coin() {
                    return random.nextBoolean();
                }

                @Override
                public double between(double low, double high) {
                    return low + (high - low) * random.nextDouble();
                }

                @Override
                public int from(int low, int high) {
                    return low == high ? low : random.nextInt(low, high);
                }
            };
        }
    }
}
