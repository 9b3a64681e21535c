package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;

/**
 * What a weight file says about a tensor before it is read.
 *
 * @param type the number format in the file
 * @param shape the dimensions, outermost first; none for a scalar
 */
public record TensorInfo(StoredType type, Shape shape) {

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return shape.size();
    }

    /** Bytes that the tensor takes in the file. */
    public long bytes() {
        return elements() * type.bytes();
    }
}
