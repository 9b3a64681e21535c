package io.peco4j.api.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which pixels of a picture belong to an object, in the two forms in which annotations come: as large as the object's
 * outline is long, whatever the size of the picture. {@code RunLengthMask} of {@code io.peco4j.nn.metric} has the
 * pixels.
 */
public sealed interface InstanceMask {

    /**
     * Lengths of runs, column by column from the left, each from top to bottom: how many pixels are outside the object,
     * then inside, then outside again, as in COCO's uncompressed form.
     *
     * @param width of the picture, in pixels
     * @param height of the picture, in pixels
     * @param runs not negative, the first outside; as many pixels together as the picture has. Not copied: neither side
     *     changes them
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record RunLengths(int width, int height, int[] runs) implements InstanceMask {

        /** @throws IllegalArgumentException if a run is negative or they do not add up to the picture */
        public RunLengths {
            long sum = Arrays.stream(runs).asLongStream().sum();
            if (width < 1
                    || height < 1
                    || sum != (long) width * height
                    || Arrays.stream(runs).anyMatch(run -> run < 0)) {
                throw new IllegalArgumentException("runs of " + sum + " pixels for " + width + " x " + height);
            }
        }

        /**
         * A mask of pixels.
         *
         * @param inside whether a pixel belongs to the object, by its number when they are counted row by row
         * @throws IllegalArgumentException if the picture has no pixel
         */
        public static RunLengths of(int width, int height, IntPredicate inside) {
            int[] runs = new int[Math.max(0, Math.multiplyExact(width, height)) + 1];
            int run = 0;
            for (int x = 0; x < width; x++) {
                for (int y = 0; y < height; y++) {
                    if (inside.test(y * width + x) != (run % 2 == 1)) {
                        run++;
                    }
                    runs[run]++;
                }
            }
            return new RunLengths(width, height, Arrays.copyOf(runs, run + 1));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RunLengths mask
                    && mask.width == width
                    && mask.height == height
                    && Arrays.equals(mask.runs, runs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(runs);
        }

        @Override
        public String toString() {
            return "runs of "
                    + IntStream.range(0, runs.length / 2)
                            .map(i -> runs[2 * i + 1])
                            .sum() + " pixels on " + width + " x " + height;
        }
    }

    /**
     * Outlines in continuous pixels; the object is all that lies in any of them. They need not end at the picture's
     * edge.
     *
     * @param outlines at least one; corners {@code x, y, x, y, ...}, closed by themselves. The arrays are not copied:
     *     neither side changes them
     */
    record Polygons(List<double[]> outlines) implements InstanceMask {

        /** @throws IllegalArgumentException if there is no outline, or one has not at least three finite corners */
        public Polygons {
            outlines = List.copyOf(outlines);
            if (outlines.isEmpty() || !outlines.stream().allMatch(Polygons::isOutline)) {
                throw new IllegalArgumentException("corners of polygons: "
                        + outlines.stream()
                                .map(outline -> outline.length + " numbers")
                                .toList());
            }
        }

        private static boolean isOutline(double[] corners) {
            return corners.length >= 6
                    && corners.length % 2 == 0
                    && Arrays.stream(corners).allMatch(Double::isFinite);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Polygons mask && Arrays.deepEquals(mask.outlines.toArray(), outlines.toArray());
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(outlines.toArray());
        }
    }
}
