package io.peco4j.runtime.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A batch in memory, ready to become tensors; closed when its step is over, after which its portions are empty.
 *
 * @param number of the batch in its order
 * @param epoch the pass over the data, from 0
 * @param portions in order; all but the last have equally many rows
 */
public record LoadedBatch(long number, int epoch, List<Portion> portions) implements AutoCloseable {

    static LoadedBatch empty(long number, int epoch, int rows, int portionRows, BufferPool pool) {
        int count = (rows + portionRows - 1) / portionRows;
        return new LoadedBatch(
                number,
                epoch,
                IntStream.range(0, count)
                        .mapToObj(i -> new Portion(Math.min(portionRows, rows - i * portionRows), pool))
                        .toList());
    }

    /** Number of rows of all portions. */
    public int size() {
        return portions.stream().mapToInt(Portion::size).sum();
    }

    @Override
    public void close() {
        portions.forEach(Portion::release);
    }
}
