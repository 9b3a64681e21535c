package io.peco4j.runtime.cli;

import io.peco4j.runtime.problem.Obstacle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Ends the process in order when it is asked to stop (Ctrl-C, a termination signal).
 *
 * <p>The working thread is interrupted and gets time to leave a checkpoint. Then the process ends at once: the engine's
 * libraries must not be torn down while one of their threads still computes, which would be a crash.
 */
final class OrderlyEnd {
    /** What shells report for a program that was interrupted. */
    private static final int INTERRUPTED = 130;

    private static final int FAILED = 1;

    private static final long SECONDS_TO_STOP = 30;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code = INTERRUPTED;

    /** Works on the calling thread and ends the process with the result. */
    void run(IntSupplier work) {
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker), "peco4j-end"));
        try {
            code = work.getAsInt();
        } catch (RuntimeException | Error e) {
            code = FAILED;
            System.err.println("Failed: " + Obstacle.line(e));
        } finally {
            finished.countDown();
        }
        System.exit(code);
    }

    private void end(Thread worker) {
        if (finished.getCount() > 0) {
            worker.interrupt();
        }
        try {
            if (!finished.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                code = INTERRUPTED;
            }
        } catch (InterruptedException e) {
            code = INTERRUPTED;
        }
        Runtime.getRuntime().halt(code);
    }
}
