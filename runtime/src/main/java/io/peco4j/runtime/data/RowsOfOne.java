package io.peco4j.runtime.data;

import java.util.Arrays;

/**
 * The rows of each batch that one of several workers reads: those of its portions.
 *
 * @param whole all rows
 * @param from number of the first row
 * @param to number after the last; batches may end before it
 */
public record RowsOfOne(BatchOrder whole, int from, int to) implements BatchOrder {
    @Override
    public long batches() {
        return whole.batches();
    }

    @Override
    public Draw draw(long batch) {
        Draw draw = whole.draw(batch);
        int end = Math.min(to, draw.examples().length);
        return new Draw(
                draw.epoch(),
                Arrays.copyOfRange(draw.examples(), from, end),
                Arrays.copyOfRange(draw.copies(), from, end));
    }
}
