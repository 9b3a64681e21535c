package io.peco4j.runtime.data;

import io.peco4j.runtime.data.BatchOrder.Draw;
import java.util.stream.IntStream;

/**
 * How often an epoch shows an example: DeiT's {@code RASampler} on one process. The copies of an example follow each
 * other. An epoch is no longer than one without repeats, so the end of the shuffle is left out.
 *
 * <p>The original cuts an epoch to a multiple of 256, and so shows nothing of fewer examples; here it is a multiple of
 * the batch, and a split smaller than a batch is one batch.
 *
 * @param times at least 1
 */
public record Repeats(int times) {
    /** @throws IllegalArgumentException if examples would not be shown at all */
    public Repeats {
        if (times < 1) {
            throw new IllegalArgumentException("examples that are shown " + times + " times");
        }
    }

    /**
     * The rows of an epoch from one place to another.
     *
     * @param shuffled the examples in the order of the epoch
     * @param from the first row, from 0
     * @param to the row after the last, at most the number of examples
     */
    public Draw rows(int epoch, int[] shuffled, int from, int to) {
        return new Draw(
                epoch,
                IntStream.range(from, to).map(row -> shuffled[row / times]).toArray(),
                IntStream.range(from, to).map(row -> row % times).toArray());
    }
}
