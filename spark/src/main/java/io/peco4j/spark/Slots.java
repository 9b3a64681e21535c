package io.peco4j.spark;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How many programs the executors can run at once. Executors come one by one after the start, and a lost one is often
 * replaced: who wants more than there are waits until none has come or gone for a while. Safe for several threads.
 */
final class Slots implements IntUnaryOperator {
    private static final String CORES = "spark.executor.cores";
    private static final String TASK = "spark.task.cpus";
    private static final long LOOK_MILLIS = 200;
    private static final long NANOS_TO_SETTLE = TimeUnit.SECONDS.toNanos(60);

    private final JavaSparkContext context;
    private final int each;
    private int last;
    private long changed = System.nanoTime();

    Slots(JavaSparkContext context, SparkConf conf) {
        this.context = context;
        this.each = Math.max(1, conf.getInt(CORES, 1) / conf.getInt(TASK, 1));
    }

    /**
     * Those there are.
     *
     * @param wanted waits for so many, or for at least one that no other seems to follow; 0: does not wait
     * @return of an interrupted thread, which stays so, as many as there are; likewise where Spark has ended the
     *     application, of which the next call will say why
     */
    @Override
    public int applyAsInt(int wanted) {
        int now = look();
        while (now < wanted && (now == 0 || !settled()) && !context.sc().isStopped()) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return now;
            }
            now = look();
        }
        return now;
    }

    private synchronized int look() {
        // One of them is the driver.
        int now = Math.max(0, context.sc().statusTracker().getExecutorInfos().length - 1) * each;
        if (now != last) {
            last = now;
            changed = System.nanoTime();
        }
        return now;
    }

    private synchronized boolean settled() {
        return System.nanoTime() - changed > NANOS_TO_SETTLE;
    }
}
