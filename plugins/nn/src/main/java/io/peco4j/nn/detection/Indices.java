package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Numbers of rows as kernels take them. */
final class Indices {
    private Indices() {}

    /** Int64 (N), owned by the manager. */
    static NDArray of(NDManager manager, int[] numbers) {
        return numbers.length == 0
                ? manager.zeros(new Shape(0), DataType.INT64)
                : manager.create(Arrays.stream(numbers).asLongStream().toArray());
    }

    /** Float32 (N / columns, columns), owned by the manager. */
    static NDArray rows(NDManager manager, float[] values, int columns) {
        Shape shape = new Shape(values.length / columns, columns);
        return values.length == 0 ? manager.zeros(shape) : manager.create(values, shape);
    }
}
