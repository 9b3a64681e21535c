package io.peco4j.runtime.data;

/** Which examples make up which batch: a function of the batch's number, so that reading may start anywhere. */
public interface BatchOrder {
    /** Number of batches. */
    long batches();

    /** The batch of that number, from 0 to below {@link #batches()}; called on one thread. */
    Draw draw(long batch);

    /**
     * One batch to read.
     *
     * @param epoch the pass over the data, from 0
     * @param examples indices into the split, in the order of the rows
     * @param copies for each row, how often the epoch has shown its example before; equal indices have different copies
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read by the loader alone
    record Draw(int epoch, int[] examples, int[] copies) {
        /** A batch that shows each example once. */
        public Draw(int epoch, int[] examples) {
            this(epoch, examples, new int[examples.length]);
        }
    }
}
