package io.peco4j.api.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a batch: named fields. Rows of a batch have equal names; fields of fixed size are stacked, those that are
 * {@link Ragged} stay apart.
 *
 * <pre>{@code
 * Sample.of(Sample.IMAGE, view)                         // batch.get("image")  float32 (B, 3, H, W) in [0, 1]
 *     .with(Sample.LABEL, 3)                            // batch.get("label")  int64 (B)
 *     .with(Sample.CLASSES, map)                        // batch.get("classes")  uint8 (B, H, W)
 *     .ragged(Sample.BOXES, new Sample.Floats(boxes, n, 4));  // batch.rows("boxes")  B times float32 (n, 4)
 * }</pre>
 *
 * <p>Immutable. Arrays are not copied: they are read until the batch is made, and belong to the sample until then.
 */
public record Sample(Map<String, Field> fields) {
    /** The field of the picture that a component looks at: what a tokenizer, a classifier and the host take it from. */
    public static final String IMAGE = "image";

    /** The field of the class of a picture or a clip. */
    public static final String LABEL = "label";

    /** The field of the class of every pixel. */
    public static final String CLASSES = "classes";

    /** The field of the frames of a clip. */
    public static final String FRAMES = "frames";

    /** The field of the boxes of objects, each left, top, right, bottom. */
    public static final String BOXES = "boxes";

    public Sample {
        fields = Map.copyOf(fields);
    }

    /** A sample with one picture. */
    public static Sample of(String name, RgbImage image) {
        return new Sample(Map.of(name, new Picture(image)));
    }

    /** A sample with frames of one size. */
    public static Sample of(String name, List<RgbImage> frames) {
        return new Sample(Map.of(name, new Clip(frames)));
    }

    /** The same sample and another picture. */
    public Sample with(String name, RgbImage image) {
        return and(name, new Picture(image));
    }

    /** The same sample and frames of one size. */
    public Sample with(String name, List<RgbImage> frames) {
        return and(name, new Clip(frames));
    }

    /**
     * The same sample and a map of classes: uint8 (B, H, W) with {@link ClassMap#IGNORE_BYTE} where pixels do not
     * count, of a wide map int64 (B, H, W) with {@link ClassMap#IGNORE_SHORT}.
     */
    public Sample with(String name, ClassMap map) {
        return and(name, map.field());
    }

    /** The same sample and an int64 scalar. */
    public Sample with(String name, long value) {
        return and(name, new Longs(new long[] {value}));
    }

    /** The same sample and an int64 tensor, flattened in row-major order. */
    public Sample with(String name, long[] values, long... shape) {
        return and(name, new Longs(values, shape));
    }

    /** The same sample and a float32 tensor, flattened in row-major order. */
    public Sample with(String name, float[] values, long... shape) {
        return and(name, new Floats(values, shape));
    }

    /** The same sample and a uint8 tensor, flattened in row-major order. */
    public Sample with(String name, byte[] values, long... shape) {
        return and(name, new Bytes(values, shape));
    }

    /** The same sample and a field whose size may be another one in every row. */
    public Sample ragged(String name, Field row) {
        return and(name, new Ragged(row));
    }

    private Sample and(String name, Field field) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        more.put(name, field);
        return new Sample(more);
    }

    /** What a batch can hold. */
    public sealed interface Field {}

    /** Becomes float32 (B, 3, H, W) in [0, 1]; it crosses to the engine as bytes. */
    public record Picture(RgbImage image) implements Field {}

    /**
     * Becomes float32 (B, T, 3, H, W) in [0, 1]; it crosses to the engine as bytes.
     *
     * @param frames at least one, all of one size
     */
    public record Clip(List<RgbImage> frames) implements Field {
        /** @throws IllegalArgumentException if there is no frame, or they differ in size */
        public Clip {
            frames = List.copyOf(frames);
            if (frames.isEmpty()) {
                throw new IllegalArgumentException("a clip without frames");
            }
            RgbImage first = frames.get(0);
            for (RgbImage frame : frames) {
                if (frame.width() != first.width() || frame.height() != first.height()) {
                    throw new IllegalArgumentException("a frame of " + frame.width() + " x " + frame.height()
                            + " pixels after one of " + first.width() + " x " + first.height());
                }
            }
        }
    }

    /** Becomes int64 (B, shape...); without a shape, (B). */
    @SuppressWarnings("ArrayRecordComponent")
    public record Longs(long[] values, long... shape) implements Field {}

    /** Becomes float32 (B, shape...); without a shape, (B). */
    @SuppressWarnings("ArrayRecordComponent")
    public record Floats(float[] values, long... shape) implements Field {}

    /** Becomes uint8 (B, shape...); without a shape, (B). */
    @SuppressWarnings("ArrayRecordComponent")
    public record Bytes(byte[] values, long... shape) implements Field {}

    /**
     * A field whose size may be another one in every row, such as the boxes on a picture, or pictures of several sizes.
     * It is not stacked: {@code Batch.rows} has a tensor a row, without the dimension B.
     *
     * @param row what this row has; in all rows of the same kind, and with as many dimensions. A size may be 0
     */
    public record Ragged(Field row) implements Field {
        /** @throws IllegalArgumentException if the row is ragged itself */
        public Ragged {
            if (row instanceof Ragged) {
                throw new IllegalArgumentException("a ragged row within a ragged row");
            }
        }
    }
}
