package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/**
 * Moves pixels: the output at (x, y) shows the input at {@code (a x + b y + c, d x + e y + f)}, in continuous
 * coordinates where the first pixel's middle is at (0.5, 0.5). One colour outside.
 *
 * <p>As Pillow's {@code transform} does, which is not its {@code resize}: the cubic has a = -1, and values are cut to
 * whole numbers, not rounded.
 */
record AffineWarp(double a, double b, double c, double d, double e, double f) {

    static AffineWarp shearX(double amount) {
        return new AffineWarp(1, amount, 0, 0, 1, 0);
    }

    static AffineWarp shearY(double amount) {
        return new AffineWarp(1, 0, 0, amount, 1, 0);
    }

    static AffineWarp translate(double x, double y) {
        return new AffineWarp(1, 0, x, 0, 1, y);
    }

    /** About the picture's middle, counter-clockwise as one sees it. */
    static AffineWarp rotate(double degrees, RgbImage image) {
        double angle = Math.toRadians(degrees);
        double cos = rounded(Math.cos(angle));
        double sin = rounded(Math.sin(angle));
        double x = image.width() / 2.0;
        double y = image.height() / 2.0;
        return new AffineWarp(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y);
    }

    /** A quarter turn moves pixels by whole steps: what is cut must not be short of them by an error of rounding. */
    private static double rounded(double value) {
        return Math.rint(value * 1e15) / 1e15;
    }

    /** @param filter bilinear or bicubic */
    RgbImage apply(RgbImage image, byte[] fill, Filter filter) {
        Between between = filter == Filter.BICUBIC ? AffineWarp::cubic : AffineWarp::linear;
        int width = image.width();
        int height = image.height();
        byte[] out = new byte[image.rgb().length];
        int at = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++, at += 3) {
                double x = a * (column + 0.5) + b * (row + 0.5) + c;
                double y = d * (column + 0.5) + e * (row + 0.5) + f;
                if (x >= 0 && x < width && y >= 0 && y < height) {
                    for (int channel = 0; channel < 3; channel++) {
                        out[at + channel] = cut(sample(image, channel, x - 0.5, y - 0.5, between));
                    }
                } else {
                    System.arraycopy(fill, 0, out, at, 3);
                }
            }
        }
        return new RgbImage(width, height, out);
    }

    private static double sample(RgbImage image, int channel, double x, double y, Between between) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = x - left;
        double down = y - top;
        return between.at(
                row(image, channel, left, top - 1, across, between),
                row(image, channel, left, top, across, between),
                row(image, channel, left, top + 1, across, between),
                row(image, channel, left, top + 2, across, between),
                down);
    }

    private static double row(RgbImage image, int channel, int left, int row, double across, Between between) {
        int start = inside(row, image.height()) * image.width();
        byte[] rgb = image.rgb();
        return between.at(
                rgb[3 * (start + inside(left - 1, image.width())) + channel] & 0xff,
                rgb[3 * (start + inside(left, image.width())) + channel] & 0xff,
                rgb[3 * (start + inside(left + 1, image.width())) + channel] & 0xff,
                rgb[3 * (start + inside(left + 2, image.width())) + channel] & 0xff,
                across);
    }

    /** The value between the two middle ones of four, at a share of the way from the second to the third. */
    @FunctionalInterface
    private interface Between {
        double at(double before, double from, double to, double after, double share);
    }

    private static double linear(double before, double from, double to, double after, double share) {
        return from + (to - from) * share;
    }

    /** Keys' cubic with a = -1; exact where all four are equal. */
    private static double cubic(double before, double from, double to, double after, double share) {
        double second = 2 * (before - from) + to - after;
        double third = after - to + from - before;
        return from + share * (to - before + share * (second + share * third));
    }

    private static int inside(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }

    private static byte cut(double value) {
        return (byte) Math.max(0, Math.min(255, (int) value));
    }
}
