package io.peco4j.runtime.data;

import io.peco4j.api.data.Sample;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.runtime.data.BatchOrder.Draw;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** A batch that loader threads are filling. */
final class PendingBatch {
    private final ExampleReader reader;
    private final Draw draw;
    private final int portionRows;
    private final LoadedBatch batch;
    private final AtomicInteger missing;
    private final CompletableFuture<LoadedBatch> filled = new CompletableFuture<>();

    /** By row, why it cannot be read. */
    private final Map<Integer, String> unreadable = new ConcurrentSkipListMap<>();

    PendingBatch(ExampleReader reader, Draw draw, long number, int portionRows, BufferPools pools) {
        this.reader = reader;
        this.draw = draw;
        this.portionRows = portionRows;
        this.batch = LoadedBatch.empty(number, draw, portionRows, pools);
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

    /** Examples in the order of the rows: why one cannot be read, null if it can; complete once the batch is. */
    void forEach(ObjIntConsumer<@Nullable String> each) {
        for (int row = 0; row < draw.examples().length; row++) {
            each.accept(unreadable.get(row), draw.examples()[row]);
        }
    }

    private void fill(int row) {
        if (filled.isDone()) {
            return;
        }
        try {
            try {
                write(row, reader.read(draw.epoch(), draw.examples()[row], draw.copies()[row]));
            } catch (UnreadableExampleException e) {
                unreadable.put(row, String.valueOf(e.getMessage()));
            }
            if (missing.decrementAndGet() == 0) {
                filled.complete(batch.without(unreadable.keySet()));
            }
        } catch (Throwable e) {
            filled.completeExceptionally(e);
        }
    }

    private void write(int row, Sample sample) {
        try {
            batch.portions().get(row / portionRows).write(row % portionRows, sample);
        } catch (IllegalArgumentException e) {
            String place = reader.place(draw.examples()[row]);
            throw new ExampleFailedException(place, place + " does not fit: " + e.getMessage(), e);
        }
    }
}
