package io.peco4j.runtime.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Sample.Field;
import io.peco4j.api.data.Sample.Ragged;
import io.peco4j.api.train.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that go through the network together: a micro-batch, in memory that waits for its tensors.
 *
 * <p>Written by loader threads, one row each; read by the training thread when all are there.
 */
public final class Portion {
    private final int place;
    private final int capacity;
    private final BufferPools pools;

    /** Of the rows that are there, which examples they are. */
    private int[] indices;

    /** Laid out by the first row; the others must fit. */
    private Map<String, BatchColumn> columns = Map.of();

    /**
     * Memory for rows.
     *
     * @param place number of the portion in its batch as it was planned
     * @param indices of their examples
     */
    Portion(int place, int[] indices, BufferPools pools) {
        this.place = place;
        this.capacity = indices.length;
        this.indices = indices.clone();
        this.pools = pools;
    }

    /**
     * Rows that are there already; their indices are their places in the list.
     *
     * @param samples at least one
     * @throws IllegalArgumentException if their fields differ in name or, but for ragged ones, in size
     */
    public static Portion of(List<Sample> samples) {
        Portion portion = new Portion(0, IntStream.range(0, samples.size()).toArray(), new BufferPools());
        for (int row = 0; row < samples.size(); row++) {
            portion.write(row, samples.get(row));
        }
        return portion;
    }

    /** Number of rows. */
    public synchronized int size() {
        return indices.length;
    }

    /** Number of the portion in its batch, those counted that unreadable examples leave nothing of. */
    int place() {
        return place;
    }

    /** Number of rows that there is memory for. */
    int capacity() {
        return capacity;
    }

    /** Leaves only some rows, given in ascending order; they move to the front. */
    synchronized void keep(int[] kept) {
        columns.values().forEach(column -> column.keep(kept));
        indices = Arrays.stream(kept).map(row -> indices[row]).toArray();
    }

    /** The rows as tensors, which the manager owns; may be called several times. */
    public Batch on(NDManager manager) {
        Map<String, NDArray> stacked = new HashMap<>();
        Map<String, List<NDArray>> apart = new HashMap<>();
        int count = size();
        laidOut().forEach((name, column) -> {
            if (column instanceof RaggedRows) {
                apart.put(name, column.apart(count, manager));
            } else {
                stacked.put(name, column.stacked(count, manager));
            }
        });
        return new TensorBatch(count, manager, stacked, apart, indices());
    }

    private synchronized long[] indices() {
        return Arrays.stream(indices).asLongStream().toArray();
    }

    /**
     * Copies a sample into a row.
     *
     * @throws IllegalArgumentException if it does not fit the rows that are there
     */
    void write(int row, Sample sample) {
        Map<String, BatchColumn> target = laidOut(sample);
        sample.fields().forEach((name, field) -> {
            BatchColumn column = target.get(name);
            if (column == null || target.size() != sample.fields().size() || !column.fits(field)) {
                throw new IllegalArgumentException("rows of a batch differ: " + inWords(sample.fields()) + " here, "
                        + new TreeMap<>(target) + " elsewhere");
            }
            column.write(row, field);
        });
    }

    /** Hands the memory back. */
    synchronized void release() {
        columns.values().forEach(BatchColumn::release);
        columns = Map.of();
    }

    private synchronized Map<String, BatchColumn> laidOut() {
        return columns;
    }

    private synchronized Map<String, BatchColumn> laidOut(Sample sample) {
        if (columns.isEmpty()) {
            Map<String, BatchColumn> made = new LinkedHashMap<>();
            sample.fields().forEach((name, field) -> made.put(name, BatchColumn.like(field, capacity, pools)));
            columns = made;
        }
        return columns;
    }

    private static Map<String, String> inWords(Map<String, Field> fields) {
        return fields.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> (field.getValue() instanceof Ragged ? "ragged " : "")
                                + FieldLayout.of(field.getValue()),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
