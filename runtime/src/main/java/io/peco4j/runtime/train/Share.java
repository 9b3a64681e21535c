package io.peco4j.runtime.train;

import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Portion;
import io.peco4j.runtime.worker.Division;
import io.peco4j.runtime.worker.SummationTree.Node;
import java.util.List;

/**
 * A step's batch as one of its workers sees it: all portions by their sizes, its own with their rows.
 *
 * @param mine the portions that this worker has
 * @param sizes rows of every portion of every worker, in order
 * @param division which of them each worker has
 * @param worker this one's rank
 */
record Share(LoadedBatch mine, List<Integer> sizes, Division division, int worker) {

    /** A batch that one worker has whole. */
    static Share whole(LoadedBatch batch) {
        List<Integer> sizes = batch.portions().stream().map(Portion::size).toList();
        return new Share(batch, sizes, new Division(List.of(sizes.size())), 0);
    }

    /** Rows of all portions. */
    int rows() {
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    /** The portion of that number, which this worker has. */
    Portion portion(int number) {
        return mine.portions().get(number - division.from(worker));
    }

    /** Which part of the rows a portion is. */
    double share(int number) {
        return (double) sizes.get(number) / rows();
    }

    /** What this worker sums by itself. */
    List<Node> nodes() {
        return division.nodes(worker);
    }
}
