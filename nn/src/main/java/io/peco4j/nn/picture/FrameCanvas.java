package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where the first frame of a file lies on its canvas, in pixels. A canvas that is too small grows with the frame.
 *
 * <p>What the frame leaves free is white, as transparent pixels are: a background colour that a GIF may name is ignored
 * by everything that shows one.
 *
 * @param width of the canvas, at least {@code x} and the frame's width
 * @param height of the canvas, at least {@code y} and the frame's height
 */
record FrameCanvas(int width, int height, int x, int y) {

    /** For a frame of that size. */
    static FrameCanvas of(int width, int height, int x, int y, int frameWidth, int frameHeight) {
        return new FrameCanvas(Math.max(width, x + frameWidth), Math.max(height, y + frameHeight), x, y);
    }

    /**
     * The canvas with the frame on it.
     *
     * @throws IOException if the frame is larger than the file says
     */
    RgbImage apply(RgbImage frame) throws IOException {
        if (frame.width() == width && frame.height() == height) {
            return frame;
        }
        if (frame.width() > width - x || frame.height() > height - y) {
            throw new IOException("its first frame is larger than its header says");
        }
        byte[] out = new byte[3 * width * height];
        Arrays.fill(out, (byte) 255);
        for (int row = 0; row < frame.height(); row++) {
            int to = 3 * ((y + row) * width + x);
            System.arraycopy(frame.rgb(), 3 * row * frame.width(), out, to, 3 * frame.width());
        }
        return new RgbImage(width, height, out);
    }
}
