package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Examples;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;
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
        List<float[]> rows = new ArrayList<>();
        List<long[]> labels = new ArrayList<>();
        examples.forEach(split, batch, preparation, rowsOf -> {
            rows.add(network.apply(rowsOf.get(Sample.IMAGE)).toFloatArray());
            labels.add(rowsOf.get(Sample.LABEL).toLongArray());
        });
        int count = labels.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[rows.stream().mapToInt(part -> part.length).sum()];
        long[] allLabels = new long[count];
        int at = 0;
        int labelAt = 0;
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, at, rows.get(i).length);
            System.arraycopy(labels.get(i), 0, allLabels, labelAt, labels.get(i).length);
            at += rows.get(i).length;
            labelAt += labels.get(i).length;
        }
        return new Features(
                Tensors.of(manager, all, new Shape(count, all.length / count)), Tensors.of(manager, allLabels));
    }

    /** Number of rows. */
    public int count() {
        return (int) labels.size();
    }

    /** Rows {@code first}, {@code first + step}, ...; or, inverted, all others. */
    Features every(int step, boolean inverted, NDManager manager) {
        long[] picked = java.util.stream.LongStream.range(0, count())
                .filter(row -> (row % step == 0) != inverted)
                .toArray();
        try (NDArray index = Tensors.of(manager, picked)) {
            return new Features(values.get(index), labels.get(index));
        }
    }

    @Override
    public void close() {
        values.close();
        labels.close();
    }
}
