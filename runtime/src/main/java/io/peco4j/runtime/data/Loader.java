package io.peco4j.runtime.data;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches on threads of its own, a few ahead of the consumer. What comes out is a function of the reader and
 * the order: neither the number of threads nor their luck changes a byte.
 *
 * <p>An unreadable example that may be skipped is left out, and nothing takes its place: its batch has a row less, in
 * the order of the others. So every other row, and every step of a training, is the same function of (seed, epoch,
 * index) as with a file that is whole, whether the training was resumed or not.
 *
 * <p>Used by one thread, which also hears of what is skipped; closed by it, which ends the loader's threads.
 */
public final class Loader implements AutoCloseable {
    /** Batches that are read while one is being used: one that is ready, one that is in the making. */
    private static final int AHEAD = 2;

    private static final long SECONDS_TO_STOP = 10;

    /** After so many unreadable examples in a row the data set is taken to be broken. */
    private static final int PATIENCE = 1000;

    private final ExampleReader reader;
    private final BatchOrder order;
    private final int portionRows;
    private final Listener listener;
    private final ExecutorService threads;
    private final BufferPools pools = new BufferPools();
    private final Deque<PendingBatch> pending = new ArrayDeque<>();
    private final Set<Integer> skipped = new HashSet<>();
    private final boolean whole;
    private long next;
    private boolean anyReadable;
    private int unreadableInARow;
    private int lastUnreadable;
    private String lastReason = "";

    /**
     * Starts to read.
     *
     * @param first number of the batch to begin with; earlier ones are not read
     * @param portionRows rows of a {@link Portion}; the last of a batch may have fewer
     * @param threads how many read, at least 1
     * @param listener hears of examples that are skipped, once for each
     */
    public Loader(ExampleReader reader, BatchOrder order, long first, int portionRows, int threads, Listener listener) {
        this.reader = reader;
        this.order = order;
        this.next = first;
        this.whole = first == 0;
        this.portionRows = portionRows;
        this.listener = listener;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "peco4j-loader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int i = 0; i < AHEAD; i++) {
                readOneMore();
            }
        } catch (RuntimeException | Error e) {
            this.threads.shutdownNow();
            throw e;
        }
    }

    /** As many threads as there are processors. */
    public static int defaultThreads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Whether the order has a batch that was not taken. */
    public boolean hasNext() {
        return !pending.isEmpty();
    }

    /**
     * The next batch, in order; waits for it. The caller closes it before or after the next call, and soon: its memory
     * is used again. It is empty if none of its examples can be read.
     *
     * @throws InvalidInputException if an example is unreadable and may not be skipped; if nothing of the split is
     *     readable, or nothing for a long while
     * @throws ExampleFailedException if the data set or the preparation throws anything else
     * @throws CancellationException if the calling thread is interrupted; it stays interrupted
     */
    public LoadedBatch next() {
        return next(Loader::await);
    }

    /** The {@link #next} batch of a thread that may be interrupted meanwhile: it waits on, and stays interrupted. */
    public LoadedBatch nextInAnyCase() {
        return next(Loader::awaitInAnyCase);
    }

    private LoadedBatch next(Function<PendingBatch, LoadedBatch> waiting) {
        PendingBatch head = pending.remove();
        readOneMore();
        LoadedBatch batch = waiting.apply(head);
        head.forEach(this::count);
        checkAnyReadable();
        return batch;
    }

    /** Ends the threads; batches that were not taken are lost. */
    @Override
    public void close() {
        threads.shutdownNow();
        pending.clear();
        try {
            if (!threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                listener.on(new Event.Warning("a loader thread still reads an example of the split '"
                        + reader.split().name() + "' " + SECONDS_TO_STOP + " s after it was told to stop"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOneMore() {
        if (next < order.batches()) {
            PendingBatch batch = new PendingBatch(reader, order.draw(next), next, portionRows, pools);
            next++;
            pending.add(batch);
            batch.startOn(threads);
        }
    }

    private static LoadedBatch awaitInAnyCase(PendingBatch batch) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await(batch);
                } catch (CancellationException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static LoadedBatch await(PendingBatch batch) {
        try {
            return batch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted while loading").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("loading failed", e.getCause());
        }
    }

    private void count(@Nullable String unreadable, int index) {
        if (unreadable == null) {
            anyReadable = true;
            unreadableInARow = 0;
            return;
        }
        if (skipped.add(index)) {
            listener.on(new Event.Skipped(reader.split().name(), reader.split().label(index), unreadable));
        }
        unreadableInARow++;
        if (unreadableInARow >= PATIENCE || skipped.size() == reader.split().size()) {
            throw nothingReadable(unreadable, index);
        }
        lastUnreadable = index;
        lastReason = unreadable;
    }

    /** A resumed training may have nothing but unreadable examples left. */
    private void checkAnyReadable() {
        if (whole && pending.isEmpty() && !anyReadable) {
            throw nothingReadable(lastReason, lastUnreadable);
        }
    }

    private InvalidInputException nothingReadable(String reason, int index) {
        return new InvalidInputException(new Problem(
                "PECO-251",
                unreadableInARow + " examples in a row of the split '"
                        + reader.split().name() + "' cannot be read, the last because: " + reason,
                reader.split().label(index),
                "is this the right folder, and are its files complete?"));
    }
}
