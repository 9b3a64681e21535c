package io.peco4j.runtime.data;

import io.peco4j.runtime.data.BatchOrder.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A batch in memory, ready to become tensors; closed when its step is over, after which its portions are empty.
 *
 * @param number of the batch in its order
 * @param epoch the pass over the data, from 0
 * @param portions in order, each with at least one row; all but the last have equally many rows, unless unreadable
 *     examples were left out; none at all if no example of the batch can be read
 */
public record LoadedBatch(long number, int epoch, List<Portion> portions) implements AutoCloseable {

    static LoadedBatch empty(long number, Draw draw, int portionRows, BufferPools pools) {
        int[] examples = draw.examples();
        int count = (examples.length + portionRows - 1) / portionRows;
        return new LoadedBatch(
                number,
                draw.epoch(),
                IntStream.range(0, count)
                        .mapToObj(i -> new Portion(
                                i,
                                Arrays.copyOfRange(
                                        examples, i * portionRows, Math.min(examples.length, (i + 1) * portionRows)),
                                pools))
                        .toList());
    }

    /** The batch without some of its rows; those after them in the same portion move up. */
    LoadedBatch without(Set<Integer> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        List<Portion> kept = new ArrayList<>();
        int from = 0;
        for (Portion portion : portions) {
            int first = from;
            portion.keep(IntStream.range(0, portion.size())
                    .filter(row -> !rows.contains(first + row))
                    .toArray());
            from += portion.capacity();
            if (portion.size() > 0) {
                kept.add(portion);
            } else {
                portion.release();
            }
        }
        return new LoadedBatch(number, epoch, List.copyOf(kept));
    }

    /**
     * Some of its portions, by their places in the batch as it was planned; empty if nothing of them can be read. The
     * memory stays this batch's, which is the one to close.
     *
     * @param from place of the first portion
     * @param to place after the last
     */
    public LoadedBatch part(int from, int to) {
        return new LoadedBatch(
                number,
                epoch,
                portions.stream()
                        .filter(portion -> from <= portion.place() && portion.place() < to)
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
