package io.peco4j.runtime.worker;

import io.peco4j.runtime.worker.SummationTree.Node;
import java.util.List;

/**
 * Which worker computes which micro-batches of a step: each a row of them, in the order of the workers.
 *
 * @param counts how many each worker has; 0 for some of them where examples cannot be read, but not for all
 */
public record Division(List<Integer> counts) {
    public Division {
        counts = List.copyOf(counts);
    }

    /** Over all micro-batches. */
    public SummationTree tree() {
        return new SummationTree(from(counts.size()));
    }

    /** Number of a worker's first micro-batch; of the number of workers, that of all micro-batches. */
    public int from(int worker) {
        return counts.subList(0, worker).stream().mapToInt(Integer::intValue).sum();
    }

    /** What a worker sums by itself, in order; nothing if it has no micro-batch. */
    public List<Node> nodes(int worker) {
        return tree().nodes(from(worker), from(worker + 1));
    }
}
