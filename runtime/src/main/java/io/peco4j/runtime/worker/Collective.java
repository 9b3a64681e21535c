package io.peco4j.runtime.worker;

import io.peco4j.runtime.worker.SummationTree.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What workers that train one learner together do together. All of them call the same methods in the same order, each
 * on its training thread, and each call returns when every worker has given its part.
 *
 * <p>Calls throw {@link WorkerLostException} when another worker is gone; nothing can be called after that.
 */
public interface Collective extends AutoCloseable {
    /** Which of the workers this one is. */
    Rank rank();

    /**
     * Sums over all micro-batches of a step, in the order of the tree: the same bits for every division.
     *
     * @param mine the sums of this worker's nodes, which are those that the division gives it; all as long as the
     *     result
     * @param result overwritten by the sum; may be one of them
     */
    void sum(Division division, Map<Node, Floats> mine, Floats result);

    /**
     * What every worker gives, in the order of their ranks.
     *
     * @param mine of any length, the others' may differ
     */
    List<byte[]> gather(byte[] mine);

    /** From now on, how long to wait for a worker of which nothing is heard. */
    default void patience(Duration patience) {}

    /** Ends what this worker shares with the others, who are told. */
    @Override
    void close();
}
