package io.peco4j.runtime.train;

import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.Division;
import io.peco4j.runtime.worker.Floats;
import io.peco4j.runtime.worker.Rank;
import io.peco4j.runtime.worker.SummationTree.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures how long a worker waits for the others, and for what they send. Closes nothing that it did not open. */
final class WaitingTime implements Collective {
    private final Collective collective;
    private long begun = System.nanoTime();
    private long nanos;

    WaitingTime(Collective collective) {
        this.collective = collective;
    }

    /** Begins to measure. */
    void begin() {
        nanos = 0;
        begun = System.nanoTime();
    }

    /** The part of the time since it began, from 0 to 1. */
    double share() {
        return (double) nanos / Math.max(1, System.nanoTime() - begun);
    }

    @Override
    public Rank rank() {
        return collective.rank();
    }

    @Override
    public void sum(Division division, Map<Node, Floats> mine, Floats result) {
        long start = System.nanoTime();
        collective.sum(division, mine, result);
        nanos += System.nanoTime() - start;
    }

    @Override
    public List<byte[]> gather(byte[] mine) {
        long start = System.nanoTime();
        List<byte[]> all = collective.gather(mine);
        nanos += System.nanoTime() - start;
        return all;
    }

    @Override
    public void patience(Duration patience) {
        collective.patience(patience);
    }

    @Override
    public void close() {}
}
