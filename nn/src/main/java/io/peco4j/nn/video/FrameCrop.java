package io.peco4j.nn.video;

import io.peco4j.api.data.RgbImage;

/**
 * A square cut out of frames that are resized before: bilinear without antialiasing, as PyTorch's {@code interpolate}
 * with {@code align_corners=False}. Only the pixels of the square are computed.
 *
 * @param width of the frames, in pixels
 * @param height of the frames, in pixels
 * @param scaledWidth after the resize
 * @param scaledHeight after the resize
 * @param left where the square begins, after the resize
 * @param top where the square begins, after the resize
 * @param side of the square
 * @param flipped whether left and right are exchanged in it
 */
public record FrameCrop(
        int width, int height, int scaledWidth, int scaledHeight, int left, int top, int side, boolean flipped) {
    private static final int CHANNELS = 3;

    /** @throws IllegalArgumentException if the square reaches out of the resized frames */
    public FrameCrop {
        if (side < 1
                || left < 0
                || top < 0
                || left + side > scaledWidth
                || top + side > scaledHeight
                || width < 1
                || height < 1) {
            throw new IllegalArgumentException("a square of " + side + " pixels at (" + left + ", " + top + ") of "
                    + scaledWidth + " x " + scaledHeight);
        }
    }

    /** Where a value of the resized frame comes from: between two of the original. */
    private record Tap(int first, int second, float share) {
        static Tap of(int place, int from, int to) {
            float at = Math.max((float) from / to * (place + 0.5f) - 0.5f, 0);
            int first = Math.min((int) at, from - 1);
            return new Tap(first, Math.min(first + 1, from - 1), at - first);
        }

        static Tap[] all(int start, int side, int from, int to) {
            Tap[] taps = new Tap[side];
            for (int i = 0; i < side; i++) {
                taps[i] = of(start + i, from, to);
            }
            return taps;
        }
    }

    /** One value of a frame by its place in the array. */
    private interface Values {
        float at(int index);
    }

    /** Takes a value at its place in the result. */
    private interface Sink {
        void put(int index, float value);
    }

    /**
     * One channel, row by row.
     *
     * @param plane as large as the frames
     */
    public float[] apply(float[] plane) {
        float[] cut = new float[side * side];
        cut(1, index -> plane[index], (index, value) -> cut[index] = value);
        return cut;
    }

    /** A picture, rounded to bytes; the originals resize floats. */
    public RgbImage apply(RgbImage frame) {
        if (frame.width() != width || frame.height() != height) {
            throw new IllegalArgumentException("a frame of " + frame.width() + " x " + frame.height() + " where "
                    + width + " x " + height + " are cut");
        }
        byte[] rgb = new byte[CHANNELS * side * side];
        cut(CHANNELS, index -> frame.rgb()[index] & 0xff, (index, value) -> rgb[index] = (byte) Math.round(value));
        return new RgbImage(side, side, rgb);
    }

    private void cut(int channels, Values from, Sink to) {
        Tap[] columns = Tap.all(left, side, width, scaledWidth);
        Tap[] rows = Tap.all(top, side, height, scaledHeight);
        for (int y = 0; y < side; y++) {
            int above = rows[y].first() * width;
            int below = rows[y].second() * width;
            float down = rows[y].share();
            for (int x = 0; x < side; x++) {
                Tap column = columns[flipped ? side - 1 - x : x];
                float right = column.share();
                for (int c = 0; c < channels; c++) {
                    float upper = (1 - right) * from.at((above + column.first()) * channels + c)
                            + right * from.at((above + column.second()) * channels + c);
                    float lower = (1 - right) * from.at((below + column.first()) * channels + c)
                            + right * from.at((below + column.second()) * channels + c);
                    to.put((y * side + x) * channels + c, (1 - down) * upper + down * lower);
                }
            }
        }
    }
}
