package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.runtime.data.FieldBuffer.Layout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rows that go through the network together: a micro-batch, in memory that waits for its tensors.
 *
 * <p>Written by loader threads, one row each; read by the training thread when all are there.
 */
public final class Portion {
    private final int capacity;
    private final BufferPool pool;
    private int rows;

    /** Laid out by the first row; the others must fit. */
    private Map<String, FieldBuffer> columns = Map.of();

    Portion(int rows, BufferPool pool) {
        this.capacity = rows;
        this.rows = rows;
        this.pool = pool;
    }

    /**
     * Rows that are there already.
     *
     * @param samples at least one
     * @throws IllegalArgumentException if their fields differ in name or size
     */
    public static Portion of(List<Sample> samples) {
        Portion portion = new Portion(samples.size(), new BufferPool());
        for (int row = 0; row < samples.size(); row++) {
            portion.write(row, samples.get(row));
        }
        return portion;
    }

    /** Number of rows. */
    public synchronized int size() {
        return rows;
    }

    /** Number of rows that there is memory for. */
    int capacity() {
        return capacity;
    }

    /** Leaves only some rows, given in ascending order; they move to the front. */
    synchronized void keep(int[] kept) {
        columns.values().forEach(column -> column.moveToFront(kept));
        rows = kept.length;
    }

    /** The rows as tensors, which the manager owns; may be called several times. */
    public Batch on(NDManager manager) {
        Map<String, NDArray> fields = new HashMap<>();
        int count = size();
        laidOut().forEach((name, column) -> fields.put(name, column.tensor(count, manager)));
        return new TensorBatch(count, manager, fields);
    }

    /** Copies a sample into a row. */
    void write(int row, Sample sample) {
        Map<String, FieldBuffer> target = laidOut(sample);
        sample.fields().forEach((name, field) -> {
            FieldBuffer column = target.get(name);
            if (column == null
                    || !column.layout().equals(Layout.of(field))
                    || target.size() != sample.fields().size()) {
                throw new IllegalArgumentException(
                        "rows of a batch differ: " + layouts(sample) + " here, " + layouts(target) + " elsewhere");
            }
            column.write(row, field);
        });
    }

    /** Hands the memory back. */
    synchronized void release() {
        columns.values().forEach(column -> pool.release(column.buffer()));
        columns = Map.of();
    }

    private synchronized Map<String, FieldBuffer> laidOut() {
        return columns;
    }

    private synchronized Map<String, FieldBuffer> laidOut(Sample sample) {
        if (columns.isEmpty()) {
            Map<String, FieldBuffer> made = new LinkedHashMap<>();
            sample.fields()
                    .forEach((name, field) -> made.put(name, FieldBuffer.allocate(Layout.of(field), capacity, pool)));
            columns = made;
        }
        return columns;
    }

    private static Map<String, Layout> layouts(Sample sample) {
        Map<String, Layout> layouts = new TreeMap<>();
        sample.fields().forEach((name, field) -> layouts.put(name, Layout.of(field)));
        return layouts;
    }

    private static Map<String, Layout> layouts(Map<String, FieldBuffer> columns) {
        Map<String, Layout> layouts = new TreeMap<>();
        columns.forEach((name, column) -> layouts.put(name, column.layout()));
        return layouts;
    }

    /** A batch whose tensors are there already. */
    private record TensorBatch(int size, NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public NDArray get(String name) {
            NDArray field = fields.get(name);
            if (field == null) {
                throw new IllegalArgumentException(
                        "the batch has no field '" + name + "', only " + new TreeSet<>(fields.keySet()));
            }
            return field;
        }
    }
}
