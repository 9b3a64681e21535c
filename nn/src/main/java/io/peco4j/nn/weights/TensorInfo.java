package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;

/**
 * What a weight file says about a tensor before it is read.
 *
 * @param type the number format in the file
 * @param shape the dimensions, outermost first; none for a scalar
 */
public record TensorInfo(StoredType type, Shape shape) {

    /**
     * Bytes of a tensor of some shape.
     *
     * @throws ArithmeticException if its dimensions, those of 0 aside, are beyond any memory
     */
    static long bytes(StoredType type, long... shape) {
        return bytes(type.bytes(), shape);
    }

    /** As many bytes, with elements of some size. */
    static long bytes(long size, long... shape) {
        long bytes = size;
        boolean empty = false;
        for (long dimension : shape) {
            bytes = Math.multiplyExact(bytes, Math.max(1, dimension));
            empty |= dimension == 0;
        }
        return empty ? 0 : bytes;
    }

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return shape.size();
    }

    /** Bytes that the tensor takes in the file. */
    public long bytes() {
        return elements() * type.bytes();
    }
}
