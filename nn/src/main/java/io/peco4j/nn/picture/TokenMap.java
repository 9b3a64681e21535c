package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;

/**
 * Tokens as a picture: every token has its own colour, the same one in every picture and every vocabulary.
 *
 * <p>Hue, lightness and chroma (OKLCH, so that steps look alike) follow a sequence of low discrepancy, so that any
 * range of tokens is spread over the colours. Neighbouring token numbers have nothing in common, and neither have their
 * colours.
 */
public final class TokenMap {
    /** Inverse powers of the root of x^4 = x + 1: the additive recurrence that fills a cube most evenly. */
    private static final double A = 0.8191725133961645;

    private static final double B = A * A;
    private static final double C = A * A * A;

    private TokenMap() {}

    /**
     * A picture with one square for each token.
     *
     * @param tokens row by row, {@code height * width} of them, each at least 0
     * @param cell side of a square in pixels, such as the tokenizer's downsampling factor
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public static RgbImage of(long[] tokens, int height, int width, int cell) {
        if (height < 1 || width < 1 || cell < 1 || tokens.length != height * width) {
            throw new IllegalArgumentException(tokens.length + " tokens as " + height + " x " + width);
        }
        byte[] rgb = new byte[3 * height * cell * width * cell];
        int at = 0;
        for (int y = 0; y < height * cell; y++) {
            for (int x = 0; x < width * cell; x++) {
                int colour = colour(tokens[y / cell * width + x / cell]);
                rgb[at++] = (byte) (colour >> 16);
                rgb[at++] = (byte) (colour >> 8);
                rgb[at++] = (byte) colour;
            }
        }
        return new RgbImage(width * cell, height * cell, rgb);
    }

    /** A token's colour as 0xRRGGBB. */
    static int colour(long token) {
        double n = token + 1.0;
        double lightness = 0.42 + 0.48 * (n * B % 1);
        double chroma = 0.07 + 0.12 * (n * C % 1);
        double hue = 2 * Math.PI * (n * A % 1);
        double[] linear = linear(lightness, chroma, hue);
        while (!inside(linear)) {
            chroma *= 0.92;
            linear = linear(lightness, chroma, hue);
        }
        return eightBit(linear[0]) << 16 | eightBit(linear[1]) << 8 | eightBit(linear[2]);
    }

    /** OKLCH to linear sRGB (Ottosson 2020). */
    private static double[] linear(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static boolean inside(double[] linear) {
        for (double value : linear) {
            if (value < 0 || value > 1) {
                return false;
            }
        }
        return true;
    }

    private static int eightBit(double linear) {
        double encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * encoded);
    }

    private static double cube(double value) {
        return value * value * value;
    }
}
