package io.peco4j.runtime.data;

import java.util.stream.IntStream;

/**
 * Every example once, in the order of the split; the last batch holds what is left.
 *
 * @param examples of the split
 * @param batch rows of every batch but the last
 */
public record SequentialOrder(int examples, int batch) implements BatchOrder {

    /** @throws IllegalArgumentException if the batch is empty */
    public SequentialOrder {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch of " + batch);
        }
    }

    @Override
    public long batches() {
        return (examples + (long) batch - 1) / batch;
    }

    @Override
    public Draw draw(long number) {
        int from = Math.toIntExact(number * batch);
        int to = (int) Math.min(examples, (long) from + batch);
        return new Draw(0, IntStream.range(from, to).toArray());
    }
}
