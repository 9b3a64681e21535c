package io.peco4j.runtime.data;

/**
 * An order that ends with one of its batches.
 *
 * @param last its number
 */
public record OneBatch(BatchOrder order, long last) implements BatchOrder {
    @Override
    public long batches() {
        return last + 1;
    }

    @Override
    public Draw draw(long batch) {
        return order.draw(batch);
    }
}
