package io.peco4j.runtime.worker;

import io.peco4j.runtime.worker.SummationTree.Node;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Workers on threads of one process, of which one computes at a time: the others wait, or are between their passes. So
 * each may set the engine's generator, of which a process has one, and find it as it left it.
 *
 * <p>For tests: it saves no time. Each thread calls {@link #enter} first and {@link #close} last.
 */
public final class WorkersInTurn {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Condition met = turn.newCondition();
    private final List<byte[]> given;
    private final Map<Node, float[]> sums = new HashMap<>();
    private int arrived;
    private long meetings;
    private boolean gone;

    /** @param workers at least 1 */
    public WorkersInTurn(int workers) {
        this.given = new ArrayList<>(
                IntStream.range(0, workers).mapToObj(i -> new byte[0]).toList());
    }

    /** Joins in as one of the workers, on its thread; waits for its turn. */
    public Collective enter(int index) {
        turn.lock();
        return new Worker(new Rank(index, given.size()));
    }

    private final class Worker implements Collective {
        private final Rank rank;

        Worker(Rank rank) {
            this.rank = rank;
        }

        @Override
        public Rank rank() {
            return rank;
        }

        @Override
        public void sum(Division division, Map<Node, Floats> mine, Floats result) {
            int length = Math.toIntExact(result.length());
            mine.forEach((node, floats) -> {
                float[] copy = new float[length];
                floats.read(0, FloatBuffer.wrap(copy));
                sums.put(node, copy);
            });
            meet();
            Map<Node, float[]> parts = new HashMap<>();
            sums.forEach((node, part) -> parts.put(node, part.clone()));
            float[] sum = division.tree().sum(parts, WorkersInTurn::plus);
            meet();
            sums.clear();
            result.write(0, FloatBuffer.wrap(sum));
            meet();
        }

        @Override
        public List<byte[]> gather(byte[] mine) {
            given.set(rank.index(), mine.clone());
            meet();
            List<byte[]> all = List.copyOf(given);
            meet();
            return all;
        }

        /** Lets the others compute until all have come here. */
        private void meet() {
            long before = meetings;
            arrived++;
            if (arrived == given.size()) {
                arrived = 0;
                meetings++;
                met.signalAll();
            }
            while (before == meetings) {
                if (gone) {
                    throw new WorkerLostException("another worker is gone", null);
                }
                met.awaitUninterruptibly();
            }
        }

        /** Whoever waits for this worker will not go on. */
        @Override
        public void close() {
            gone = true;
            met.signalAll();
            turn.unlock();
        }
    }

    private static float[] plus(float[] left, float[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }
}
