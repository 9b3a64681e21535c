package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/**
 * Moves pixels: the output at (x, y) shows the input at {@code (a x + b y + c, d x + e y + f)}, in continuous
 * coordinates where the first pixel's middle is at (0.5, 0.5). Bicubic between pixels, one colour outside.
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
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double x = image.width() / 2.0;
        double y = image.height() / 2.0;
        return new AffineWarp(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y);
    }

    RgbImage apply(RgbImage image, byte[] fill) {
        int width = image.width();
        int height = image.height();
        byte[] out = new byte[image.rgb().length];
        float[] weights = new float[8];
        int at = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++, at += 3) {
                double x = a * (column + 0.5) + b * (row + 0.5) + c;
                double y = d * (column + 0.5) + e * (row + 0.5) + f;
                if (x >= 0 && x < width && y >= 0 && y < height) {
                    sample(image, (float) (x - 0.5), (float) (y - 0.5), weights, out, at);
                } else {
                    System.arraycopy(fill, 0, out, at, 3);
                }
            }
        }
        return new RgbImage(width, height, out);
    }

    private static void sample(RgbImage image, float x, float y, float[] weights, byte[] out, int at) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        weigh(x - left, weights, 0);
        weigh(y - top, weights, 4);
        byte[] rgb = image.rgb();
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int j = 0; j < 4; j++) {
            int row = inside(top + j - 1, image.height()) * image.width();
            for (int i = 0; i < 4; i++) {
                int pixel = 3 * (row + inside(left + i - 1, image.width()));
                float weight = weights[4 + j] * weights[i];
                red += weight * (rgb[pixel] & 0xff);
                green += weight * (rgb[pixel + 1] & 0xff);
                blue += weight * (rgb[pixel + 2] & 0xff);
            }
        }
        out[at] = round(red);
        out[at + 1] = round(green);
        out[at + 2] = round(blue);
    }

    /** Keys' cubic with a = -0.5 at the distances 1 + t, t, 1 - t, 2 - t. */
    private static void weigh(float t, float[] weights, int at) {
        weights[at] = ((-0.5f * t + 1) * t - 0.5f) * t;
        weights[at + 1] = (1.5f * t - 2.5f) * t * t + 1;
        weights[at + 2] = ((-1.5f * t + 2) * t + 0.5f) * t;
        weights[at + 3] = (0.5f * t - 0.5f) * t * t;
    }

    private static int inside(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }

    private static byte round(float value) {
        return (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }
}
