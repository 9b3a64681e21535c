package io.peco4j.runtime.worker;

/**
 * Which of several workers that train one learner together this one is.
 *
 * @param index from 0; the worker 0 writes checkpoints
 * @param size how many there are, at least 1
 */
public record Rank(int index, int size) {
    /** The rank of a worker that trains by itself. */
    public static final Rank ALONE = new Rank(0, 1);

    public Rank {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("worker " + index + " of " + size);
        }
    }

    /** Whether it is the one that writes. */
    public boolean first() {
        return index == 0;
    }

    /** Where the share of a worker begins of things that are dealt out in order; that of {@code size} ends them. */
    public int start(int worker, int things) {
        return (int) ((long) things * worker / size);
    }
}
