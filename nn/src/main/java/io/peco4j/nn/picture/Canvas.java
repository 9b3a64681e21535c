package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;

/**
 * Pixels to draw on, with the corner at the upper left as the origin. Colours are {@code 0xRRGGBB}; what lies outside
 * is cut. Used on one thread.
 */
final class Canvas {
    private final int width;
    private final int height;
    private final byte[] rgb;

    /** A canvas of one colour. */
    Canvas(int width, int height, int colour) {
        this.width = width;
        this.height = height;
        this.rgb = new byte[3 * width * height];
        fill(0, 0, width, height, colour);
    }

    /** A canvas with a copy of a picture on it. */
    Canvas(RgbImage ground) {
        this.width = ground.width();
        this.height = ground.height();
        this.rgb = ground.rgb().clone();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** A rectangle; the pixels at {@code right} and {@code bottom} are the first that it does not cover. */
    void fill(int left, int top, int right, int bottom, int colour) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                put(x, y, colour);
            }
        }
    }

    /** One pixel for each step along the longer side, both ends included. */
    void line(int fromX, int fromY, int toX, int toY, int colour) {
        int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
        for (int i = 0; i <= steps; i++) {
            int x = fromX + Math.round((float) (toX - fromX) * i / steps);
            int y = fromY + Math.round((float) (toY - fromY) * i / steps);
            put(x, y, colour);
        }
    }

    /**
     * Text in the letters of {@link PixelFont}.
     *
     * @param scale side of a letter's pixel
     */
    void write(String text, int left, int top, int scale, int colour) {
        for (int i = 0; i < text.length(); i++) {
            for (int y = 0; y < scale * PixelFont.HEIGHT; y++) {
                for (int x = 0; x < scale * PixelFont.WIDTH; x++) {
                    if (PixelFont.isSet(text.charAt(i), x / scale, y / scale)) {
                        put(left + scale * i * PixelFont.ADVANCE + x, top + y, colour);
                    }
                }
            }
        }
    }

    /** @param share of the colour in the pixel, from 0 to 1 */
    void mix(int x, int y, int colour, double share) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return;
        }
        int at = 3 * (y * width + x);
        for (int channel = 0; channel < 3; channel++) {
            int drawn = colour >> 8 * (2 - channel) & 255;
            rgb[at + channel] = (byte) Math.round(share * drawn + (1 - share) * (rgb[at + channel] & 255));
        }
    }

    private void put(int x, int y, int colour) {
        mix(x, y, colour, 1);
    }

    /** The picture as it is now. */
    RgbImage image() {
        return new RgbImage(width, height, rgb.clone());
    }
}
