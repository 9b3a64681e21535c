package io.peco4j.runtime.data;

import io.peco4j.runtime.data.BatchOrder.Draw;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A batch that loader threads are filling. */
final class PendingBatch {
    private final ExampleReader reader;
    private final Draw draw;
    private final int portionRows;
    private final LoadedBatch batch;
    private final AtomicInteger missing;
    private final CompletableFuture<LoadedBatch> filled = new CompletableFuture<>();

    /** By row: what was skipped on the way to it. */
    private final Map<Integer, Map<String, String>> unreadable = new TreeMap<>();

    PendingBatch(ExampleReader reader, Draw draw, long number, int portionRows, BufferPool pool) {
        this.reader = reader;
        this.draw = draw;
        this.portionRows = portionRows;
        this.batch = LoadedBatch.empty(number, draw.epoch(), draw.examples().length, portionRows, pool);
        this.missing = new AtomicInteger(draw.examples().length);
    }

    /** Hands out one task for each row. */
    void startOn(Executor threads) {
        for (int row = 0; row < draw.examples().length; row++) {
            int next = row;
            threads.execute(() -> fill(next));
        }
    }

    /** Waits for the last row; throws what the first failing row threw. */
    LoadedBatch await() throws InterruptedException, ExecutionException {
        return filled.get();
    }

    /** What the rows had to skip, in the order of the rows; complete once the batch is. */
    Iterable<Map<String, String>> unreadable() {
        synchronized (unreadable) {
            return List.copyOf(unreadable.values());
        }
    }

    private void fill(int row) {
        if (filled.isDone()) {
            return;
        }
        try {
            ExampleReader.Row read = reader.read(draw.epoch(), draw.examples()[row]);
            write(row, read);
            if (missing.decrementAndGet() == 0) {
                filled.complete(batch);
            }
        } catch (Throwable e) {
            filled.completeExceptionally(e);
        }
    }

    private void write(int row, ExampleReader.Row read) {
        if (!read.unreadable().isEmpty()) {
            synchronized (unreadable) {
                unreadable.put(row, read.unreadable());
            }
        }
        try {
            batch.portions().get(row / portionRows).write(row % portionRows, read.sample());
        } catch (IllegalArgumentException e) {
            int example = draw.examples()[row];
            throw new ExampleFailedException(
                    "example " + example + " (" + reader.split().label(example) + ") does not fit: " + e.getMessage(),
                    e);
        }
    }
}
