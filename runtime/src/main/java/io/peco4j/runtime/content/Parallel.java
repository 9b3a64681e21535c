package io.peco4j.runtime.content;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does many small things that wait for disks, on some threads that end with the call. */
final class Parallel {
    /** More than there are processors, where these are few: a disk or a file server answers several at once. */
    private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private static final long TICK_MILLIS = 100;

    private Parallel() {}

    /**
     * Does {@code work} for 0 to {@code count}, exclusive.
     *
     * @param tick called on the calling thread ten times a second
     * @throws CancellationException if the calling thread is interrupted; what is at work then ends first
     */
    static void run(int count, IntConsumer work, Runnable tick) {
        if (count == 1) {
            work.accept(0);
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                work.accept(i);
            }
        };
        int threads = Math.min(count, THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads), Parallel::thread);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(worker));
            }
            for (Future<?> each : workers) {
                await(each, tick);
            }
        } finally {
            next.set(count);
            pool.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "peco4j-files");
        thread.setDaemon(true);
        return thread;
    }

    private static void await(Future<?> worker, Runnable tick) {
        while (true) {
            try {
                worker.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                tick.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("interrupted while reading files").initCause(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error failure) {
                    throw failure;
                }
                throw new IllegalStateException("cannot read files", e.getCause());
            }
        }
    }
}
