package io.peco4j.nn.picture;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.metric.RunLengthMask;

/**
 * Draws objects on a copy of a picture: masks that one sees through, frames and names. Colours are {@code 0xRRGGBB}, as
 * of {@link ObjectColours}. Used on one thread.
 */
public final class ObjectDrawing {
    private static final int LINE = 2;
    private static final int MARGIN = 2;
    private static final double OPAQUE = 0.45;

    private final int width;
    private final int height;
    private final byte[] rgb;

    /** A drawing on a copy of a picture. */
    public ObjectDrawing(RgbImage ground) {
        this.width = ground.width();
        this.height = ground.height();
        this.rgb = ground.rgb().clone();
    }

    /**
     * Colours the pixels of a mask.
     *
     * @throws IllegalArgumentException if it is not as large as the picture
     */
    public void mask(RunLengthMask mask, int colour) {
        if (mask.width() != width || mask.height() != height) {
            throw new IllegalArgumentException(mask + " on a picture of " + width + " x " + height);
        }
        boolean[] inside = mask.pixels();
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                mix(i % width, i / width, colour, OPAQUE);
            }
        }
    }

    /** Frames a box. */
    public void frame(Box box, int colour) {
        int left = Math.round(box.left());
        int top = Math.round(box.top());
        int right = Math.max(Math.round(box.right()), left + LINE);
        int bottom = Math.max(Math.round(box.bottom()), top + LINE);
        fill(left, top, right, top + LINE, colour);
        fill(left, bottom - LINE, right, bottom, colour);
        fill(left, top, left + LINE, bottom, colour);
        fill(right - LINE, top, right, bottom, colour);
    }

    /** Writes a name at the upper left corner of a box, above it where there is room, and twice as large if it fits. */
    public void label(Box box, String name, int colour) {
        int scale = 2 * PixelFont.width(name) + 2 * MARGIN <= box.width() ? 2 : 1;
        int wide = scale * PixelFont.width(name) + 2 * MARGIN;
        int high = scale * PixelFont.HEIGHT + 2 * MARGIN;
        int left = Math.max(0, Math.min(Math.round(box.left()), width - wide));
        int above = Math.round(box.top()) - high;
        int top = Math.max(0, Math.min(above >= 0 ? above : Math.round(box.top()), height - high));
        fill(left, top, left + wide, top + high, colour);
        write(name, left + MARGIN, top + MARGIN, scale, isBright(colour) ? 0 : 0xFFFFFF);
    }

    private void write(String text, int left, int top, int scale, int colour) {
        for (int i = 0; i < text.length(); i++) {
            for (int y = 0; y < scale * PixelFont.HEIGHT; y++) {
                for (int x = 0; x < scale * PixelFont.WIDTH; x++) {
                    if (PixelFont.isSet(text.charAt(i), x / scale, y / scale)) {
                        mix(left + scale * i * PixelFont.ADVANCE + x, top + y, colour, 1);
                    }
                }
            }
        }
    }

    /** By the luma of ITU-R BT.601. */
    private static boolean isBright(int colour) {
        return 0.299 * (colour >> 16) + 0.587 * (colour >> 8 & 255) + 0.114 * (colour & 255) > 128;
    }

    private void fill(int left, int top, int right, int bottom, int colour) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                mix(x, y, colour, 1);
            }
        }
    }

    private void mix(int x, int y, int colour, double share) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return;
        }
        int at = 3 * (y * width + x);
        for (int channel = 0; channel < 3; channel++) {
            int drawn = colour >> 8 * (2 - channel) & 255;
            rgb[at + channel] = (byte) Math.round(share * drawn + (1 - share) * (rgb[at + channel] & 255));
        }
    }

    /** The picture as it is now. */
    public RgbImage image() {
        return new RgbImage(width, height, rgb.clone());
    }
}
