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

    private final Canvas canvas;

    /** A drawing on a copy of a picture. */
    public ObjectDrawing(RgbImage ground) {
        this.canvas = new Canvas(ground);
    }

    /**
     * Colours the pixels of a mask.
     *
     * @throws IllegalArgumentException if it is not as large as the picture
     */
    public void mask(RunLengthMask mask, int colour) {
        int width = canvas.width();
        if (mask.width() != width || mask.height() != canvas.height()) {
            throw new IllegalArgumentException(mask + " on a picture of " + width + " x " + canvas.height());
        }
        boolean[] inside = mask.pixels();
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                canvas.mix(i % width, i / width, colour, OPAQUE);
            }
        }
    }

    /** Frames a box. */
    public void frame(Box box, int colour) {
        int left = Math.round(box.left());
        int top = Math.round(box.top());
        int right = Math.max(Math.round(box.right()), left + LINE);
        int bottom = Math.max(Math.round(box.bottom()), top + LINE);
        canvas.fill(left, top, right, top + LINE, colour);
        canvas.fill(left, bottom - LINE, right, bottom, colour);
        canvas.fill(left, top, left + LINE, bottom, colour);
        canvas.fill(right - LINE, top, right, bottom, colour);
    }

    /** Writes a name at the upper left corner of a box, above it where there is room, and twice as large if it fits. */
    public void label(Box box, String name, int colour) {
        int scale = 2 * PixelFont.width(name) + 2 * MARGIN <= box.width() ? 2 : 1;
        int wide = scale * PixelFont.width(name) + 2 * MARGIN;
        int high = scale * PixelFont.HEIGHT + 2 * MARGIN;
        int left = Math.max(0, Math.min(Math.round(box.left()), canvas.width() - wide));
        int above = Math.round(box.top()) - high;
        int top = Math.max(0, Math.min(above >= 0 ? above : Math.round(box.top()), canvas.height() - high));
        canvas.fill(left, top, left + wide, top + high, colour);
        canvas.write(name, left + MARGIN, top + MARGIN, scale, isBright(colour) ? 0 : 0xFFFFFF);
    }

    /** By the luma of ITU-R BT.601. */
    private static boolean isBright(int colour) {
        return 0.299 * (colour >> 16) + 0.587 * (colour >> 8 & 255) + 0.114 * (colour & 255) > 128;
    }

    /** The picture as it is now. */
    public RgbImage image() {
        return canvas.image();
    }
}
