package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample.Bytes;
import io.peco4j.api.data.Sample.Clip;
import io.peco4j.api.data.Sample.Field;
import io.peco4j.api.data.Sample.Floats;
import io.peco4j.api.data.Sample.Longs;
import io.peco4j.api.data.Sample.Picture;
import io.peco4j.api.data.Sample.Ragged;
import io.peco4j.nn.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a row of a field looks like in memory.
 *
 * @param content what its numbers are
 * @param shape without the batch dimension; of pictures (H, W, 3), of clips (T, H, W, 3)
 */
record FieldLayout(Content content, Shape shape) {
    private static final int CHANNELS = 3;

    /**
     * From interleaved bytes (B, H, W, 3) to float32 (B, 3, H, W) in [0, 1]; the planes are made while they are small.
     */
    private static final Kernel PICTURES = Kernel.compile("pictures", """
            def forward(self, bytes: Tensor) -> Tensor:
              planes = torch.contiguous(torch.permute(bytes, [0, 3, 1, 2]))
              return torch.div_(torch.to(planes, 6), 255.0)
            """);

    /** What a field holds. */
    enum Content {
        PICTURES(DataType.UINT8),
        BYTES(DataType.UINT8),
        LONGS(DataType.INT64),
        FLOATS(DataType.FLOAT32);

        private final DataType type;

        Content(DataType type) {
            this.type = type;
        }

        @Override
        public String toString() {
            return this == PICTURES ? "pixels" : type.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The layout of a field; of a ragged one, that of its row.
     *
     * @throws IllegalArgumentException if there are not as many values as the shape has
     */
    static FieldLayout of(Field field) {
        if (field instanceof Ragged ragged) {
            return of(ragged.row());
        }
        if (field instanceof Picture picture) {
            return new FieldLayout(Content.PICTURES, pixels(picture.image()));
        }
        if (field instanceof Clip clip) {
            Shape frame = pixels(clip.frames().get(0));
            return new FieldLayout(Content.PICTURES, new Shape(clip.frames().size()).addAll(frame));
        }
        if (field instanceof Longs longs) {
            return checked(Content.LONGS, longs.values().length, longs.shape());
        }
        if (field instanceof Bytes bytes) {
            return checked(Content.BYTES, bytes.values().length, bytes.shape());
        }
        Floats floats = (Floats) field;
        return checked(Content.FLOATS, floats.values().length, floats.shape());
    }

    private static Shape pixels(RgbImage image) {
        return new Shape(image.height(), image.width(), CHANNELS);
    }

    private static FieldLayout checked(Content content, int values, long[] sizes) {
        if (Arrays.stream(sizes).reduce(1, Math::multiplyExact) != values) {
            throw new IllegalArgumentException(values + " values for the shape " + new Shape(sizes));
        }
        return new FieldLayout(content, new Shape(sizes));
    }

    /** Whether rows of both may be in one ragged field. */
    boolean resembles(FieldLayout other) {
        return content == other.content && shape.dimension() == other.shape.dimension();
    }

    long bytes() {
        return shape.size() * content.type.getNumOfBytes();
    }

    /** Copies a field of this layout into memory of its size, in native byte order. */
    static void write(Field field, ByteBuffer target) {
        if (field instanceof Ragged ragged) {
            write(ragged.row(), target);
        } else if (field instanceof Picture picture) {
            target.put(picture.image().rgb());
        } else if (field instanceof Clip clip) {
            clip.frames().forEach(frame -> target.put(frame.rgb()));
        } else if (field instanceof Bytes bytes) {
            target.put(bytes.values());
        } else if (field instanceof Longs longs) {
            target.asLongBuffer().put(longs.values());
        } else {
            target.asFloatBuffer().put(((Floats) field).values());
        }
    }

    /**
     * Rows as a tensor of its own: it does not share memory with the buffer, which may be used again.
     *
     * @param buffer begins with the rows
     * @param rows how many
     * @return of pictures float32 (rows, 3, H, W) or (rows, T, 3, H, W) in [0, 1]; of others (rows, shape...)
     */
    NDArray tensor(ByteBuffer buffer, int rows, NDManager manager) {
        ByteBuffer bytes =
                buffer.duplicate().limit(Math.toIntExact(rows * bytes())).order(ByteOrder.nativeOrder());
        if (content == Content.PICTURES) {
            return pictures(bytes, rows, manager);
        }
        try (NDArray view = manager.create(bytes, new Shape(rows).addAll(shape), content.type)) {
            return view.duplicate();
        }
    }

    private NDArray pictures(ByteBuffer bytes, int rows, NDManager manager) {
        Shape leading = shape.slice(0, shape.dimension() - CHANNELS);
        Shape frame = shape.slice(leading.dimension());
        Shape flat = new Shape(rows * leading.size()).addAll(frame);
        try (NDArray view = manager.create(bytes, flat, content.type)) {
            NDArray planes = PICTURES.apply(view);
            if (leading.dimension() == 0) {
                return planes;
            }
            try (planes) {
                return planes.reshape(
                        new Shape(rows).addAll(leading).addAll(new Shape(CHANNELS, frame.get(0), frame.get(1))));
            }
        }
    }

    @Override
    public String toString() {
        return content + " " + shape;
    }
}
