package io.peco4j.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Who hears a call on the driver, and which of its programs have ended, in their order. Safe for several threads. */
final class Hearing {
    private final int programs;
    private final BiConsumer<Integer, String> lines;
    private final Map<Integer, Ended> ends = new LinkedHashMap<>();

    /**
     * @param programs how many the call has
     * @param lines hears their ranks and lines
     */
    Hearing(int programs, BiConsumer<Integer, String> lines) {
        this.programs = programs;
        this.lines = lines;
    }

    void line(int rank, String line) {
        lines.accept(rank, line);
    }

    synchronized void end(Ended ended) {
        ends.put(ended.rank(), ended);
        notifyAll();
    }

    /**
     * The ends that have come when there are all, or after that time: what Spark says of tasks may be faster.
     *
     * @param failed whether it is enough to hear of one that says why
     */
    synchronized List<Ended> ends(long seconds, boolean failed) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long left = seconds * 1000;
        while (ends.size() < programs && !(failed && ends.values().stream().anyMatch(Ended::tellsWhy)) && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return List.copyOf(ends.values());
    }
}
