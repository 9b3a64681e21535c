package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Examples;
import io.peco4j.nn.Tensors;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Frozen features of a split.
 *
 * @param values float32 (n, D)
 * @param labels int64 (n)
 */
public record Features(NDArray values, NDArray labels) implements AutoCloseable {

    /**
     * Computes the features of a split, batch by batch.
     *
     * @param preparation gives the fields {@code image} and {@code label}
     * @param network pictures (B, 3, H, W) to features (B, D)
     */
    public static Features of(
            Examples examples,
            Split split,
            int batch,
            Preparation preparation,
            UnaryOperator<NDArray> network,
            NDManager manager) {
        NDList values = new NDList();
        NDList labels = new NDList();
        // Copies, because what a network gives may be a view of all its tokens.
        examples.forEach(split, batch, preparation, read -> {
            NDArray features = network.apply(read.get(Sample.IMAGE));
            values.add(Tensors.of(manager, features.toFloatArray(), features.getShape()));
            labels.add(Tensors.of(manager, read.get(Sample.LABEL).toLongArray()));
        });
        try (values;
                labels) {
            return new Features(NDArrays.concat(values, 0), NDArrays.concat(labels, 0));
        }
    }

    /** Number of rows. */
    public int count() {
        return (int) labels.size();
    }

    /**
     * Some of the rows.
     *
     * @param rows numbers from 0
     */
    Features rows(int[] rows, NDManager manager) {
        try (NDArray index =
                Tensors.of(manager, Arrays.stream(rows).asLongStream().toArray())) {
            return new Features(values.get(index), labels.get(index));
        }
    }

    @Override
    public void close() {
        values.close();
        labels.close();
    }
}
