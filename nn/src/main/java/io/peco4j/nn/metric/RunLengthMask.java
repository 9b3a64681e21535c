package io.peco4j.nn.metric;

import io.peco4j.api.data.InstanceMask;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The pixels of an object as lengths of runs, column by column from the left, each from top to bottom: how many pixels
 * are outside, then inside, then outside again (COCO's uncompressed run-length encoding).
 *
 * <p>An immutable value; takes memory by the length of the object's outline.
 */
public final class RunLengthMask implements Region {
    private final int height;
    private final int width;
    private final int[] runs;

    private RunLengthMask(int height, int width, int[] runs) {
        this.height = height;
        this.width = width;
        this.runs = runs;
    }

    /**
     * A mask of given runs.
     *
     * @param runs the first outside; copied
     * @throws IllegalArgumentException if one is negative or they do not add up to the image
     */
    public static RunLengthMask of(int height, int width, int... runs) {
        long sum = Arrays.stream(runs).asLongStream().sum();
        if (Arrays.stream(runs).anyMatch(run -> run < 0) || sum != pixels(height, width)) {
            throw new IllegalArgumentException("runs of " + sum + " pixels for " + height + " x " + width);
        }
        return new RunLengthMask(height, width, runs.clone());
    }

    /**
     * A mask of an image's probabilities.
     *
     * @param values row by row
     * @param threshold pixels at or above it are inside
     * @throws IllegalArgumentException if there is not a value a pixel
     */
    public static RunLengthMask of(int height, int width, float[] values, float threshold) {
        if (values.length != pixels(height, width)) {
            throw new IllegalArgumentException(values.length + " values for " + height + " x " + width);
        }
        BitSet inside = new BitSet(values.length);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                inside.set(x * height + y, values[y * width + x] >= threshold);
            }
        }
        return of(height, width, inside);
    }

    /**
     * The union of polygons, rasterised as COCO does it ({@link Outline}).
     *
     * @param polygons corners {@code x, y, x, y, ...} in pixels, closed by themselves
     * @throws IllegalArgumentException if a polygon is not at least three pairs
     */
    public static RunLengthMask ofPolygons(int height, int width, List<double[]> polygons) {
        for (double[] polygon : polygons) {
            if (polygon.length < 6 || polygon.length % 2 != 0) {
                throw new IllegalArgumentException(polygon.length + " numbers are not the corners of a polygon");
            }
        }
        BitSet inside = new BitSet(pixels(height, width));
        polygons.forEach(polygon -> inside.or(Outline.fill(height, width, polygon)));
        return of(height, width, inside);
    }

    /** The pixels of a box, rasterised as its outline is. */
    public static RunLengthMask of(Rectangle box, int height, int width) {
        double right = box.x() + box.width();
        double bottom = box.y() + box.height();
        double[] corners = {box.x(), box.y(), box.x(), bottom, right, bottom, right, box.y()};
        return ofPolygons(height, width, List.of(corners));
    }

    /**
     * A mask of COCO's compressed text ({@link CompressedRuns}).
     *
     * @throws IllegalArgumentException if the text is damaged or does not fit the size
     */
    public static RunLengthMask ofText(int height, int width, String text) {
        return of(height, width, CompressedRuns.read(text));
    }

    /**
     * The mask of an annotation.
     *
     * @param height of the image, in pixels
     * @param width of the image, in pixels
     * @throws IllegalArgumentException if run lengths are those of an image of another size
     */
    public static RunLengthMask of(InstanceMask mask, int height, int width) {
        if (mask instanceof InstanceMask.Polygons polygons) {
            return ofPolygons(height, width, polygons.outlines());
        }
        InstanceMask.RunLengths lengths = (InstanceMask.RunLengths) mask;
        if (lengths.height() != height || lengths.width() != width) {
            throw new IllegalArgumentException(
                    "a mask of " + lengths.height() + " x " + lengths.width() + " for " + height + " x " + width);
        }
        return new RunLengthMask(height, width, lengths.runs());
    }

    private static int pixels(int height, int width) {
        if (height < 0 || width < 0 || (long) height * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a mask of " + height + " x " + width + " pixels");
        }
        return height * width;
    }

    private static RunLengthMask of(int height, int width, BitSet inside) {
        int[] runs = new int[2 * inside.cardinality() + 1];
        int count = 0;
        int at = 0;
        boolean in = false;
        while (at < height * width) {
            int next = in ? inside.nextClearBit(at) : inside.nextSetBit(at);
            int end = next < 0 ? height * width : Math.min(next, height * width);
            runs[count++] = end - at;
            at = end;
            in = !in;
        }
        return new RunLengthMask(height, width, Arrays.copyOf(runs, count));
    }

    /** Of the image, in pixels. */
    public int height() {
        return height;
    }

    /** Of the image, in pixels. */
    public int width() {
        return width;
    }

    /** The lengths, the first outside the object. */
    public int[] runs() {
        return runs.clone();
    }

    /**
     * The same as an annotation.
     *
     * @throws IllegalArgumentException if the image has no pixel
     */
    public InstanceMask.RunLengths annotation() {
        return new InstanceMask.RunLengths(width, height, runs.clone());
    }

    /** COCO's compressed text. */
    public String text() {
        return CompressedRuns.write(runs);
    }

    /** The pixels row by row, true inside the object. */
    public boolean[] pixels() {
        boolean[] pixels = new boolean[height * width];
        int at = 0;
        for (int run = 0; run < runs.length; run++) {
            for (int i = at; run % 2 == 1 && i < at + runs[run]; i++) {
                pixels[i % height * width + i / height] = true;
            }
            at += runs[run];
        }
        return pixels;
    }

    /** Number of pixels. */
    @Override
    public double area() {
        long sum = 0;
        for (int run = 1; run < runs.length; run += 2) {
            sum += runs[run];
        }
        return sum;
    }

    /** The smallest box around the pixels; empty at the origin if there are none. */
    public Rectangle bounds() {
        int left = width;
        int top = height;
        int right = -1;
        int bottom = -1;
        int at = 0;
        for (int run = 0; run < runs.length; run++) {
            if (run % 2 == 1 && runs[run] > 0) {
                int last = at + runs[run] - 1;
                left = Math.min(left, at / height);
                right = Math.max(right, last / height);
                boolean wraps = at / height < last / height;
                top = Math.min(top, wraps ? 0 : at % height);
                bottom = Math.max(bottom, wraps ? height - 1 : last % height);
            }
            at += runs[run];
        }
        return right < 0 ? new Rectangle(0, 0, 0, 0) : new Rectangle(left, top, right - left + 1, bottom - top + 1);
    }

    /**
     * The pixels that both have.
     *
     * @throws IllegalArgumentException if the other one is of another image size
     */
    public RunLengthMask shared(RunLengthMask other) {
        if (other.height != height || other.width != width) {
            throw new IllegalArgumentException(this + " and " + other);
        }
        BitSet inside = bits();
        inside.and(other.bits());
        return of(height, width, inside);
    }

    /** The pixels column by column. */
    private BitSet bits() {
        BitSet bits = new BitSet(height * width);
        int at = 0;
        for (int run = 0; run < runs.length; run++) {
            bits.set(at, at + runs[run], run % 2 == 1);
            at += runs[run];
        }
        return bits;
    }

    @Override
    public double intersection(Region other) {
        if (!(other instanceof RunLengthMask mask) || mask.height != height || mask.width != width) {
            throw new IllegalArgumentException(
                    "a mask of " + height + " x " + width + " cannot be compared with " + other);
        }
        long shared = 0;
        int mine = 0;
        int theirs = 0;
        int myEnd = runs.length == 0 ? 0 : runs[0];
        int theirEnd = mask.runs.length == 0 ? 0 : mask.runs[0];
        int at = 0;
        while (mine < runs.length && theirs < mask.runs.length) {
            int end = Math.min(myEnd, theirEnd);
            if (mine % 2 == 1 && theirs % 2 == 1) {
                shared += end - at;
            }
            at = end;
            if (myEnd == end && ++mine < runs.length) {
                myEnd += runs[mine];
            }
            if (theirEnd == end && ++theirs < mask.runs.length) {
                theirEnd += mask.runs[theirs];
            }
        }
        return shared;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunLengthMask mask
                && height == mask.height
                && width == mask.width
                && Arrays.equals(runs, mask.runs);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(runs);
    }

    @Override
    public String toString() {
        return "RunLengthMask[" + height + " x " + width + ", " + (long) area() + " pixels]";
    }
}
