package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Sample.Field;
import io.peco4j.api.data.Sample.Ragged;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of equal size, stacked in a direct buffer.
 *
 * @param layout of each row
 * @param buffer exactly as large as the rows
 * @param pool where the buffer came from
 */
record FieldBuffer(FieldLayout layout, ByteBuffer buffer, BufferPool pool) implements BatchColumn {

    static FieldBuffer allocate(FieldLayout layout, int rows, BufferPool pool) {
        long bytes = layout.bytes() * rows;
        if (bytes > Integer.MAX_VALUE) {
            throw new InvalidInputException(new Problem(
                    "PECO-252",
                    rows + " rows of " + layout + " take more than 2 GiB",
                    "",
                    "set micro-batch: the batch is then accumulated from several smaller passes"));
        }
        return new FieldBuffer(layout, pool.acquire((int) bytes), pool);
    }

    @Override
    public boolean fits(Field field) {
        return !(field instanceof Ragged) && layout.equals(FieldLayout.of(field));
    }

    @Override
    public void write(int row, Field field) {
        int bytes = (int) layout.bytes();
        FieldLayout.write(field, buffer.slice(row * bytes, bytes).order(ByteOrder.nativeOrder()));
    }

    @Override
    public void keep(int[] rows) {
        int bytes = (int) layout.bytes();
        for (int to = 0; to < rows.length; to++) {
            if (rows[to] != to) {
                buffer.put(to * bytes, buffer, rows[to] * bytes, bytes);
            }
        }
    }

    @Override
    public NDArray stacked(int rows, NDManager manager) {
        return layout.tensor(buffer, rows, manager);
    }

    @Override
    public List<NDArray> apart(int rows, NDManager manager) {
        try (NDArray stacked = stacked(rows, manager)) {
            return IntStream.range(0, rows).mapToObj(row -> stacked.get(row)).toList();
        }
    }

    @Override
    public void release() {
        pool.release(buffer);
    }

    @Override
    public String toString() {
        return layout.toString();
    }
}
