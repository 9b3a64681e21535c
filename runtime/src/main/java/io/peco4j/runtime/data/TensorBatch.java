package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Batch;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A batch whose tensors are there already.
 *
 * @param stacked fields of equal rows
 * @param apart fields of rows that differ in size
 * @param indices of the rows' examples
 */
@SuppressWarnings("ArrayRecordComponent") // a value of one pass, which nobody compares
record TensorBatch(
        int size, NDManager manager, Map<String, NDArray> stacked, Map<String, List<NDArray>> apart, long[] indices)
        implements Batch {

    @Override
    public NDArray get(String name) {
        NDArray field = stacked.get(name);
        if (field == null) {
            throw new IllegalArgumentException(
                    apart.containsKey(name)
                            ? "the rows of the field '" + name + "' differ in size: ask for rows(\"" + name + "\")"
                            : unknown(name));
        }
        return field;
    }

    @Override
    public List<NDArray> rows(String name) {
        List<NDArray> rows = apart.get(name);
        return rows == null ? Batch.super.rows(name) : rows;
    }

    @Override
    public long[] indices() {
        return indices.clone();
    }

    private String unknown(String name) {
        TreeSet<String> names = new TreeSet<>(stacked.keySet());
        names.addAll(apart.keySet());
        return "the batch has no field '" + name + "', only " + names;
    }
}
