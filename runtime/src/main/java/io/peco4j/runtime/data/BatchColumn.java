package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Sample.Field;
import io.peco4j.api.data.Sample.Ragged;
import java.util.List;

/**
 * One field of the rows of a portion, in memory that comes from a pool. Different rows may be written on different
 * threads.
 */
sealed interface BatchColumn permits FieldBuffer, RaggedRows {

    /** A column for so many rows like the given one. */
    static BatchColumn like(Field row, int rows, BufferPools pools) {
        FieldLayout layout = FieldLayout.of(row);
        return row instanceof Ragged
                ? new RaggedRows(layout, rows, pools.ragged())
                : FieldBuffer.allocate(layout, rows, pools.stacked());
    }

    /** Whether a field may be a row of it. */
    boolean fits(Field field);

    /** Copies a field that fits into a row. */
    void write(int row, Field field);

    /** Leaves only some rows, given in ascending order; they move to the front. */
    void keep(int[] rows);

    /**
     * The first rows as one tensor of its own, which the manager owns.
     *
     * @throws IllegalArgumentException if rows differ in size
     */
    NDArray stacked(int rows, NDManager manager);

    /** The first rows as a tensor each, which the manager owns. */
    List<NDArray> apart(int rows, NDManager manager);

    /** Hands the memory back. */
    void release();
}
