package io.peco4j.runtime.data;

/**
 * The memory of a loader: rows that differ in size must not drive out the buffers of those that are stacked.
 *
 * @param stacked for fields of equal rows
 * @param ragged for single rows of any size
 */
record BufferPools(BufferPool stacked, BufferPool ragged) {
    BufferPools() {
        this(BufferPool.exact(), BufferPool.atLeast());
    }

    /** How many buffers were ever made. */
    long allocated() {
        return stacked.allocated() + ragged.allocated();
    }
}
