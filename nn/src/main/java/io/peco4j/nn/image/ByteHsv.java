package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/**
 * Colours as OpenCV keeps them in 8 bits: a hue of 180 steps, a saturation and a value of 256 levels. What is changed
 * goes there and back, and is rounded on both ways.
 */
public final class ByteHsv {
    private static final int HUES = 180;
    private static final double HUES_A_SIXTH = 30;
    private static final int BITS = 12;

    private ByteHsv() {}

    /** A new colour in hue, saturation and value, in place. */
    @FunctionalInterface
    public interface Change {
        void apply(int[] hsv);
    }

    /** The picture with every pixel's colour changed, row by row. */
    public static RgbImage changed(RgbImage image, Change change) {
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        int[] hsv = new int[3];
        for (int i = 0; i < in.length; i += 3) {
            convert(in[i] & 0xff, in[i + 1] & 0xff, in[i + 2] & 0xff, hsv);
            change.apply(hsv);
            write(hsv, out, i);
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    /** A hue on the circle. */
    static int turned(int hue, int steps) {
        return Math.floorMod(hue + steps, HUES);
    }

    private static void convert(int red, int green, int blue, int[] hsv) {
        int value = Math.max(red, Math.max(green, blue));
        int range = value - Math.min(red, Math.min(green, blue));
        int sixths = value == red ? green - blue : value == green ? blue - red + 2 * range : red - green + 4 * range;
        int hue = range == 0 ? 0 : divided(sixths, HUES_A_SIXTH, range);
        hsv[0] = hue < 0 ? hue + HUES : hue;
        hsv[1] = value == 0 ? 0 : divided(range, 255, value);
        hsv[2] = value;
    }

    /**
     * {@code number * factor / divisor}, rounded as OpenCV does, by a quotient with twelve fractional bits: a hue that
     * is rounded otherwise is eight levels of a colour away.
     */
    private static int divided(int number, double factor, int divisor) {
        int quotient = (int) Math.rint(factor * (1 << BITS) / divisor);
        return (number * quotient + (1 << (BITS - 1))) >> BITS;
    }

    private static void write(int[] hsv, byte[] out, int at) {
        double sixths = hsv[0] / HUES_A_SIXTH;
        double part = sixths - Math.floor(sixths);
        double saturation = hsv[1] / 255.0;
        byte value = (byte) hsv[2];
        byte low = level(hsv[2], 1 - saturation);
        byte falling = level(hsv[2], 1 - saturation * part);
        byte rising = level(hsv[2], 1 - saturation * (1 - part));
        int sector = (int) sixths % 6;
        byte[] wheel = {value, falling, low, low, rising, value};
        out[at] = wheel[sector];
        out[at + 1] = wheel[(sector + 4) % 6];
        out[at + 2] = wheel[(sector + 2) % 6];
    }

    private static byte level(int value, double share) {
        return (byte) Math.rint(value * share);
    }
}
