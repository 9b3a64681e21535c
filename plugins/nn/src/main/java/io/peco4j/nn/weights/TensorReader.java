package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes a tensor from little-endian bytes, portion by portion, so that no tensor is too large for a Java buffer. */
final class TensorReader {
    /** Bytes of the file in memory at a time; a multiple of every element's size. */
    private static final int PORTION = 1 << 24;

    private TensorReader() {}

    /** Where the bytes of one tensor come from. */
    @FunctionalInterface
    interface Source {
        /** Fills the buffer up to its limit with the bytes that begin at the offset; offsets only ever rise. */
        void fill(long offset, ByteBuffer target) throws IOException;
    }

    static NDArray read(TensorInfo info, Source source, NDManager manager) throws IOException {
        NDArray tensor = manager.create(info.shape(), info.type().loaded());
        try {
            long remaining = info.bytes();
            ByteBuffer raw = buffer((int) Math.min(PORTION, remaining));
            for (long offset = 0; remaining > 0; ) {
                raw.clear().limit((int) Math.min(PORTION, remaining));
                source.fill(offset, raw);
                raw.flip();
                int elements = raw.limit() / info.type().bytes();
                store(tensor, offset / info.type().bytes(), elements, widened(info.type(), raw), manager);
                offset += raw.limit();
                remaining -= raw.limit();
            }
            return tensor;
        } catch (IOException | RuntimeException e) {
            tensor.close();
            throw e;
        }
    }

    private static void store(NDArray tensor, long start, int elements, ByteBuffer data, NDManager manager) {
        // A tensor made of a direct buffer shares its memory: it lives only until it is copied.
        try (NDArray portion = manager.create(data, new Shape(elements), portable(tensor.getDataType()))) {
            InPlace.copy(tensor, start, portion);
        }
    }

    /** Bytes stand for booleans: any other value than 0 becomes true instead of an undefined one. */
    private static DataType portable(DataType dtype) {
        return dtype == DataType.BOOLEAN ? DataType.UINT8 : dtype;
    }

    private static ByteBuffer widened(StoredType type, ByteBuffer raw) {
        if (!type.widened()) {
            return raw;
        }
        ByteBuffer wide = buffer(2 * raw.limit());
        while (raw.hasRemaining()) {
            int narrow = raw.getShort();
            wide.putInt(type == StoredType.BF16 ? narrow << 16 : narrow);
        }
        return wide.flip();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
