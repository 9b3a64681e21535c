package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Walks a view of some memory element by element, in C order. */
final class Gather implements TensorBytes {
    private final ByteBuffer storage;
    private final int width;
    private final long[] shape;
    private final long[] strides;
    private final long[] index;
    private long at;

    /**
     * A view.
     *
     * @param storage begins with its first element; little endian
     * @param width bytes of an element
     * @param strides step along each dimension, in elements
     */
    Gather(ByteBuffer storage, int width, Shape shape, long[] strides) {
        this.storage = storage;
        this.width = width;
        this.shape = shape.getShape();
        this.strides = Arrays.copyOf(strides, strides.length);
        this.index = new long[strides.length];
    }

    /** The steps of an array in Fortran's order: the first dimension is the innermost. */
    static long[] fortran(Shape shape) {
        long[] strides = new long[shape.dimension()];
        long step = 1;
        for (int i = 0; i < strides.length; i++) {
            strides[i] = step;
            step *= shape.get(i);
        }
        return strides;
    }

    @Override
    public void fill(ByteBuffer target) {
        while (target.hasRemaining()) {
            int from = (int) (at * width);
            switch (width) {
                case 8 -> target.putLong(storage.getLong(from));
                case 4 -> target.putInt(storage.getInt(from));
                case 2 -> target.putShort(storage.getShort(from));
                default -> target.put(storage.get(from));
            }
            advance();
        }
    }

    private void advance() {
        for (int i = shape.length - 1; i >= 0; i--) {
            index[i]++;
            at += strides[i];
            if (index[i] < shape[i]) {
                return;
            }
            at -= strides[i] * shape[i];
            index[i] = 0;
        }
    }
}
