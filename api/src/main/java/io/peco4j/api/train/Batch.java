package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Rows that a {@link io.peco4j.api.data.Preparation} made, stacked. Valid until the end of the pass that it was made
 * for: the loss of one objective on one micro-batch, and its backward pass.
 */
public interface Batch {
    /** Number of rows. */
    int size();

    /**
     * The manager of the pass: whatever it owns, and whatever else the thread made meanwhile, is closed when it ends.
     */
    NDManager manager();

    /**
     * A field by name: pictures as float32 (B, 3, H, W) in [0, 1], numbers as int64 or float32.
     *
     * @throws IllegalArgumentException if the preparation makes no such field
     */
    NDArray get(String name);
}
