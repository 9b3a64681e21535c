package io.peco4j.runtime.worker;

import io.peco4j.runtime.worker.SummationTree.Node;
import java.util.List;
import java.util.Map;

/** A worker that trains by itself: its sums are complete, and what it gathers is its own. */
public final class OneWorker implements Collective {
    @Override
    public Rank rank() {
        return Rank.ALONE;
    }

    /** The only node is the result. */
    @Override
    public void sum(Division division, Map<Node, Floats> mine, Floats result) {}

    @Override
    public List<byte[]> gather(byte[] mine) {
        return List.of(mine);
    }

    @Override
    public void close() {}
}
