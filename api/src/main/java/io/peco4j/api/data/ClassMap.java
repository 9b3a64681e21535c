package io.peco4j.api.data;

import java.util.stream.IntStream;

/**
 * The class of every pixel of a picture, in one byte a pixel, or in two where there are more than 255 classes.
 *
 * <p>Immutable; safe on several threads. A map of a file whose classes count from 1, with 0 for "none", in a data set:
 *
 * <pre>{@code
 * byte[] classes = new byte[file.length];
 * for (int i = 0; i < file.length; i++) {
 *     classes[i] = (byte) (file[i] - 1);       // 0 becomes 255, which is not counted
 * }
 * return new Example.Segmented(image, ClassMap.of(image.width(), image.height(), classes));
 * }</pre>
 */
public final class ClassMap {
    /** What {@link #at} says of pixels that are neither learned from nor scored. */
    public static final int IGNORE = -1;

    /** The same in a map of bytes, and so in tensors made of one; no class has this number there. */
    public static final int IGNORE_BYTE = 0xff;

    /** The same in a map of shorts, and so in tensors made of one; no class has this number there. */
    public static final int IGNORE_SHORT = 0xffff;

    private final int width;
    private final int height;
    private final byte[] bytes;
    private final short[] shorts;

    private ClassMap(int width, int height, byte[] bytes, short[] shorts) {
        if (width < 1 || height < 1 || bytes.length + shorts.length != (long) width * height) {
            throw new IllegalArgumentException("a map of " + width + " x " + height + " pixels from "
                    + (bytes.length + shorts.length) + " values");
        }
        this.width = width;
        this.height = height;
        this.bytes = bytes;
        this.shorts = shorts;
    }

    /**
     * A map of at most 255 classes.
     *
     * @param classes row by row, unsigned, {@link #IGNORE_BYTE} where a pixel does not count. Not copied: the caller
     *     does not change them afterwards
     * @throws IllegalArgumentException if there is not a value a pixel
     */
    public static ClassMap of(int width, int height, byte[] classes) {
        return new ClassMap(width, height, classes, new short[0]);
    }

    /**
     * A map of at most 65535 classes.
     *
     * @param classes row by row, unsigned, {@link #IGNORE_SHORT} where a pixel does not count. Not copied: the caller
     *     does not change them afterwards
     * @throws IllegalArgumentException if there is not a value a pixel
     */
    public static ClassMap of(int width, int height, short[] classes) {
        return new ClassMap(width, height, new byte[0], classes);
    }

    /** In pixels, at least 1. */
    public int width() {
        return width;
    }

    /** In pixels, at least 1. */
    public int height() {
        return height;
    }

    /** Whether it has two bytes a pixel. All maps of a data set are of one kind. */
    public boolean isWide() {
        return shorts.length > 0;
    }

    /**
     * The class of a pixel, or {@link #IGNORE}.
     *
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public int at(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException("(" + x + ", " + y + ") on " + width + " x " + height + " pixels");
        }
        return at(y * width + x);
    }

    private int at(int pixel) {
        int value = isWide() ? Short.toUnsignedInt(shorts[pixel]) : Byte.toUnsignedInt(bytes[pixel]);
        return value == (isWide() ? IGNORE_SHORT : IGNORE_BYTE) ? IGNORE : value;
    }

    /** The classes of all pixels, row by row, with {@link #IGNORE} among them. */
    public IntStream classes() {
        return IntStream.range(0, width * height).map(this::at);
    }

    /**
     * The map whose pixel (x, y) is this one's pixel {@code (columns[x], rows[y])}, of the same kind: every move of
     * pixels that is a crop, a resize or a mirror image.
     *
     * @param columns at least one; a number that is no column stands for pixels to be ignored
     * @param rows at least one; a number that is no row stands for pixels to be ignored
     */
    public ClassMap pick(int[] columns, int[] rows) {
        byte[] pickedBytes = new byte[isWide() ? 0 : columns.length * rows.length];
        short[] pickedShorts = new short[isWide() ? columns.length * rows.length : 0];
        int to = 0;
        for (int y : rows) {
            for (int x : columns) {
                boolean inside = x >= 0 && x < width && y >= 0 && y < height;
                int from = inside ? y * width + x : 0;
                if (isWide()) {
                    pickedShorts[to++] = inside ? shorts[from] : (short) IGNORE_SHORT;
                } else {
                    pickedBytes[to++] = inside ? bytes[from] : (byte) IGNORE_BYTE;
                }
            }
        }
        return new ClassMap(columns.length, rows.length, pickedBytes, pickedShorts);
    }

    /** The map as a field of a sample: see {@link Sample#with(String, ClassMap)}. */
    Sample.Field field() {
        if (!isWide()) {
            return new Sample.Bytes(bytes, height, width);
        }
        long[] values = new long[shorts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Short.toUnsignedLong(shorts[i]);
        }
        return new Sample.Longs(values, height, width);
    }

    @Override
    public String toString() {
        return "ClassMap[" + width + " x " + height + "]";
    }
}
