package io.peco4j.api.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a batch: named fields of fixed size. Rows of a batch have equal names and sizes and are stacked.
 *
 * <p>Build with {@link #of}: {@code Sample.of("image", view).with("label", 3)}.
 */
public record Sample(Map<String, Field> fields) {
    public Sample {
        fields = Map.copyOf(fields);
    }

    /** A sample with one picture. */
    public static Sample of(String name, RgbImage image) {
        return new Sample(Map.of(name, new Picture(image)));
    }

    /** The same sample and another picture. */
    public Sample with(String name, RgbImage image) {
        return and(name, new Picture(image));
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

    private Sample and(String name, Field field) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        more.put(name, field);
        return new Sample(more);
    }

    /** What a batch can hold. */
    public sealed interface Field {}

    /** Becomes float32 (B, 3, H, W) in [0, 1]; it crosses to the engine as bytes. */
    public record Picture(RgbImage image) implements Field {}

    /** Becomes int64 (B, shape...); without a shape, (B). */
    @SuppressWarnings("ArrayRecordComponent")
    public record Longs(long[] values, long... shape) implements Field {}

    /** Becomes float32 (B, shape...); without a shape, (B). */
    @SuppressWarnings("ArrayRecordComponent")
    public record Floats(float[] values, long... shape) implements Field {}
}
