package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample.Field;
import io.peco4j.api.data.Sample.Floats;
import io.peco4j.api.data.Sample.Longs;
import io.peco4j.api.data.Sample.Picture;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * One field of several rows, stacked in a direct buffer. Different rows may be written on different threads.
 *
 * @param layout of each row
 * @param buffer exactly as large as the rows
 */
record FieldBuffer(Layout layout, ByteBuffer buffer) {

    /** From interleaved bytes (B, H, W, 3) to float32 (B, 3, H, W) in [0, 1]; the planes are made while they are small. */
    private static final Kernel PICTURES = Kernel.compile("pictures", """
            def forward(self, bytes: Tensor) -> Tensor:
              planes = torch.contiguous(torch.permute(bytes, [0, 3, 1, 2]))
              return torch.div_(torch.to(planes, 6), 255.0)
            """);

    /**
     * What a row of a field looks like.
     *
     * @param type UINT8 for pictures, INT64 or FLOAT32
     * @param shape without the batch dimension; of a picture (H, W, 3)
     */
    record Layout(DataType type, Shape shape) {
        static Layout of(Field field) {
            if (field instanceof Picture picture) {
                RgbImage image = picture.image();
                return new Layout(DataType.UINT8, new Shape(image.height(), image.width(), 3));
            }
            return field instanceof Longs longs
                    ? new Layout(DataType.INT64, new Shape(longs.shape()))
                    : new Layout(DataType.FLOAT32, new Shape(((Floats) field).shape()));
        }

        long bytes() {
            return shape.size() * type.getNumOfBytes();
        }

        @Override
        public String toString() {
            return type.name().toLowerCase(Locale.ROOT) + " " + shape;
        }
    }

    static FieldBuffer allocate(Layout layout, int rows, BufferPool pool) {
        long bytes = layout.bytes() * rows;
        if (bytes > Integer.MAX_VALUE) {
            throw new InvalidInputException(new Problem(
                    "PECO-252",
                    rows + " rows of " + layout + " take more than 2 GiB",
                    "",
                    "set micro-batch: the batch is then accumulated from several smaller passes"));
        }
        return new FieldBuffer(layout, pool.acquire((int) bytes));
    }

    /** Copies a field of the column's layout into a row. */
    void write(int row, Field field) {
        int bytes = (int) layout.bytes();
        int from = row * bytes;
        if (field instanceof Picture picture) {
            buffer.put(from, picture.image().rgb());
            return;
        }
        ByteBuffer target = buffer.slice(from, bytes).order(ByteOrder.nativeOrder());
        if (field instanceof Longs longs) {
            check(longs.values().length);
            target.asLongBuffer().put(longs.values());
        } else {
            float[] values = ((Floats) field).values();
            check(values.length);
            target.asFloatBuffer().put(values);
        }
    }

    private void check(int values) {
        if (values != layout.shape().size()) {
            throw new IllegalArgumentException(values + " values for the shape " + layout.shape());
        }
    }

    /** Moves rows, given in ascending order, to the front. */
    void moveToFront(int[] rows) {
        int bytes = (int) layout.bytes();
        for (int to = 0; to < rows.length; to++) {
            if (rows[to] != to) {
                buffer.put(to * bytes, buffer, rows[to] * bytes, bytes);
            }
        }
    }

    /**
     * The first rows as a tensor of its own: it does not share memory with the buffer, which may be used again.
     */
    NDArray tensor(int rows, NDManager manager) {
        Shape shape = new Shape(rows).addAll(layout.shape());
        ByteBuffer bytes =
                buffer.duplicate().limit(Math.toIntExact(rows * layout.bytes())).order(ByteOrder.nativeOrder());
        try (NDArray view = manager.create(bytes, shape, layout.type())) {
            return layout.type() == DataType.UINT8 ? PICTURES.apply(view) : view.duplicate();
        }
    }
}
