package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Sample.Field;
import io.peco4j.api.data.Sample.Ragged;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that differ in size, each in a buffer of its own, which may be larger. */
final class RaggedRows implements BatchColumn {
    private final FieldLayout kind;
    private final BufferPool pool;
    private final List<@Nullable Row> rows;

    private record Row(FieldLayout layout, ByteBuffer buffer) {}

    /**
     * No row yet.
     *
     * @param kind a layout that all rows resemble
     */
    RaggedRows(FieldLayout kind, int capacity, BufferPool pool) {
        this.kind = kind;
        this.pool = pool;
        this.rows = new ArrayList<>();
        for (int i = 0; i < capacity; i++) {
            rows.add(null);
        }
    }

    @Override
    public boolean fits(Field field) {
        return field instanceof Ragged && kind.resembles(FieldLayout.of(field));
    }

    @Override
    public void write(int row, Field field) {
        FieldLayout layout = FieldLayout.of(field);
        ByteBuffer buffer = pool.acquire(Math.toIntExact(layout.bytes()));
        FieldLayout.write(field, buffer.duplicate().order(buffer.order()).clear());
        put(row, new Row(layout, buffer));
    }

    private synchronized void put(int row, Row written) {
        rows.set(row, written);
    }

    private synchronized Row row(int row) {
        Row found = rows.get(row);
        if (found == null) {
            throw new IllegalStateException("row " + row + " was not written");
        }
        return found;
    }

    @Override
    public synchronized void keep(int[] kept) {
        List<@Nullable Row> left = new ArrayList<>();
        for (int row : kept) {
            left.add(rows.set(row, null));
        }
        release();
        rows.addAll(left);
    }

    @Override
    public NDArray stacked(int count, NDManager manager) {
        throw new IllegalArgumentException("its rows differ in size");
    }

    @Override
    public List<NDArray> apart(int count, NDManager manager) {
        List<NDArray> tensors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Row row = row(i);
            try (NDArray one = row.layout().tensor(row.buffer(), 1, manager)) {
                tensors.add(one.squeeze(0));
            }
        }
        return List.copyOf(tensors);
    }

    @Override
    public synchronized void release() {
        for (Row row : rows) {
            if (row != null) {
                pool.release(row.buffer());
            }
        }
        rows.clear();
    }

    @Override
    public String toString() {
        return "ragged " + kind;
    }
}
