package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import java.util.List;
import java.util.function.UnaryOperator;

/** An edge of a picture, and its pixels turned into their negative: whoever reads them sees another picture. */
public enum Edge {
    TOP,
    BOTTOM,
    LEFT,
    RIGHT;

    /** Of the side of a picture: what a usual crop of the middle leaves in part. */
    private static final int PART = 8;

    /** The example with the negative of an eighth of each picture, along this edge. */
    public Example inverted(Example example) {
        return with(example, this::inverted);
    }

    /** The example with the negative of each picture. */
    public static Example negative(Example example) {
        return with(example, image -> inverted(image, true, 0, image.height()));
    }

    private static Example with(Example example, UnaryOperator<RgbImage> change) {
        if (example instanceof Example.Clip clip) {
            return new Example.Clip(new Inverted(clip.frames(), change), clip.label());
        }
        RgbImage image = change.apply(example.image());
        if (example instanceof Example.Labelled labelled) {
            return new Example.Labelled(image, labelled.label());
        }
        if (example instanceof Example.Segmented segmented) {
            return new Example.Segmented(image, segmented.classes());
        }
        if (example instanceof Example.Detected detected) {
            return new Example.Detected(image, detected.objects());
        }
        return new Example.Image(image);
    }

    private RgbImage inverted(RgbImage image) {
        boolean rows = this == TOP || this == BOTTOM;
        int side = rows ? image.height() : image.width();
        int count = Math.max(1, side / PART);
        int from = this == TOP || this == LEFT ? 0 : side - count;
        return inverted(image, rows, from, count);
    }

    /**
     * The picture with the negative of some of its lines.
     *
     * @param rows whether the lines are rows, and not columns
     */
    public static RgbImage inverted(RgbImage image, boolean rows, int from, int count) {
        byte[] rgb = image.rgb().clone();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int line = rows ? y : x;
                for (int c = 0; line >= from && line < from + count && c < 3; c++) {
                    int at = 3 * (y * image.width() + x) + c;
                    rgb[at] = (byte) ~rgb[at];
                }
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    private record Inverted(Frames frames, UnaryOperator<RgbImage> change) implements Frames {
        @Override
        public int count() {
            return frames.count();
        }

        @Override
        public double rate() {
            return frames.rate();
        }

        @Override
        public int width() {
            return frames.width();
        }

        @Override
        public int height() {
            return frames.height();
        }

        @Override
        public List<RgbImage> read(int... numbers) {
            return frames.read(numbers).stream().map(change).toList();
        }
    }
}
