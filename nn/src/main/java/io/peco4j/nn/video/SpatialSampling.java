package io.peco4j.nn.video;

import java.util.random.RandomGenerator;

/**
 * Which square of its frames a network sees, as TimeSformer and SlowFast cut it: the short side gets a length, then a
 * square is cut out, the same of all frames.
 *
 * <p>As in the originals, the last place of a square is never drawn, a length is rounded half to even, and the longer
 * side down.
 *
 * @param crop side of the square, in pixels
 * @param shortest of the lengths of the short side that are drawn; at least {@code crop}
 * @param longest of them
 * @param inverse whether the inverse of the length is drawn uniformly, and not the length
 * @param flip whether half of the views are mirrored
 */
public record SpatialSampling(int crop, int shortest, int longest, boolean inverse, boolean flip) {
    private static final double HALF = 0.5;

    /** The squares of a test: at the start, in the middle and at the end of the longer side. */
    public static final int PLACES = 3;

    /** @throws IllegalArgumentException if a short side would be shorter than the square */
    public SpatialSampling {
        if (crop < 1 || shortest < crop || longest < shortest) {
            throw new IllegalArgumentException(
                    "squares of " + crop + " pixels from short sides of " + shortest + " to " + longest);
        }
    }

    /**
     * A view for training. Draws the length, then the place from the top and from the left where there is a choice, then
     * whether it is mirrored.
     */
    public FrameCrop drawn(int width, int height, RandomGenerator random) {
        double drawn = random.nextDouble();
        double length = inverse
                ? 1 / (1.0 / longest + drawn * (1.0 / shortest - 1.0 / longest))
                : shortest + drawn * (longest - shortest);
        int[] scaled = scaled(width, height, (int) Math.rint(length));
        int top = scaled[1] > crop ? random.nextInt(scaled[1] - crop) : 0;
        int left = scaled[0] > crop ? random.nextInt(scaled[0] - crop) : 0;
        boolean flipped = flip && random.nextDouble() < HALF;
        return new FrameCrop(width, height, scaled[0], scaled[1], left, top, crop, flipped);
    }

    /**
     * A view for scoring; the short side gets the shortest length.
     *
     * @param place along the longer side, from 0 at its start to {@value #PLACES} - 1 at its end; 1 is the middle
     */
    public FrameCrop view(int width, int height, int place) {
        int[] scaled = scaled(width, height, shortest);
        int left = middle(scaled[0]);
        int top = middle(scaled[1]);
        if (place != 1) {
            boolean end = place > 1;
            if (scaled[1] > scaled[0]) {
                top = end ? scaled[1] - crop : 0;
            } else {
                left = end ? scaled[0] - crop : 0;
            }
        }
        return new FrameCrop(width, height, scaled[0], scaled[1], left, top, crop, false);
    }

    private int middle(int side) {
        return (int) Math.ceil((side - crop) / 2.0);
    }

    /** Width and height after the resize. */
    private static int[] scaled(int width, int height, int length) {
        return width < height
                ? new int[] {length, (int) Math.floor((double) height / width * length)}
                : new int[] {(int) Math.floor((double) width / height * length), length};
    }
}
