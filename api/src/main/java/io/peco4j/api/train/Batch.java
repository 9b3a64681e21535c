package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Sample;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that a {@link io.peco4j.api.data.Preparation} made. Valid until the end of the pass that it was made for: the
 * loss of one objective on one micro-batch, and its backward pass. Used on the training thread.
 */
public interface Batch {
    /** Number of rows. */
    int size();

    /**
     * The manager of the pass: whatever it owns, and whatever else the thread made meanwhile, is closed when it ends.
     */
    NDManager manager();

    /**
     * A field by name, stacked: pictures as float32 (B, 3, H, W) and clips as float32 (B, T, 3, H, W) in [0, 1],
     * numbers as int64, float32 or uint8.
     *
     * @throws IllegalArgumentException if the preparation makes no such field, or a {@link Sample.Ragged} one
     */
    NDArray get(String name);

    /**
     * A field by name, one tensor a row, owned by {@link #manager()}: the only way to a {@link Sample.Ragged} field,
     * whose rows differ in size, and one to every other.
     *
     * @return {@link #size()} tensors, without the dimension B; a size may be 0
     * @throws IllegalArgumentException if the preparation makes no such field
     */
    default List<NDArray> rows(String name) {
        NDArray stacked = get(name);
        return IntStream.range(0, size()).mapToObj(row -> stacked.get(row)).toList();
    }

    /**
     * Which examples the rows are made of: indices into the split that is read, one a row. So a component may keep
     * something for every example, or find out which one it is looking at.
     */
    long[] indices();
}
