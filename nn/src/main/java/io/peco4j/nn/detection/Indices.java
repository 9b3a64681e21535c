package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Tensors;
import java.util.Arrays;

/** Numbers as kernels take them, also where there are none. */
final class Indices {
    private Indices() {}

    /** Int64 (N), owned by the manager. */
    static NDArray of(NDManager manager, int[] numbers) {
        return numbers.length == 0
                ? manager.zeros(new Shape(0), DataType.INT64)
                : Tensors.of(manager, Arrays.stream(numbers).asLongStream().toArray());
    }

    /** Float32 (N), owned by the manager. */
    static NDArray values(NDManager manager, float[] values) {
        return values.length == 0 ? manager.zeros(new Shape(0)) : Tensors.of(manager, values);
    }

    /** Int64 (N), owned by the manager. */
    static NDArray of(NDManager manager, long[] numbers) {
        return numbers.length == 0 ? manager.zeros(new Shape(0), DataType.INT64) : Tensors.of(manager, numbers);
    }

    /** Float32 (N / columns, columns), owned by the manager. */
    static NDArray rows(NDManager manager, float[] values, int columns) {
        Shape shape = new Shape(values.length / columns, columns);
        return values.length == 0 ? manager.zeros(shape) : Tensors.of(manager, values, shape);
    }
}
