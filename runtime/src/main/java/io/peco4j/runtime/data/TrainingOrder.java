package io.peco4j.runtime.data;

import io.peco4j.api.train.TrainingLength;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Full batches in an order that is shuffled again for every epoch, as a function of (seed, epoch).
 *
 * <p>The examples left over at the end of an epoch are dropped; the next epoch's shuffle drops others. A split smaller
 * than a batch is one batch of as many rows as it has examples: the batch shrinks. An example may come several times
 * within an epoch, which then shows fewer of them: see {@link Repeats}. Not for several threads.
 */
public final class TrainingOrder implements BatchOrder {
    private final int examples;
    private final int batch;
    private final TrainingLength length;
    private final Repeats repeats;
    private final Seed seed;

    /** The shuffle of the epoch last asked for; a memory of {@link #shuffle}, nothing more. */
    private int[] shuffled = {};

    private int shuffledEpoch = -1;

    /**
     * An order of training.
     *
     * @param examples of the split
     * @param batch examples per optimiser step
     */
    public TrainingOrder(int examples, int batch, int epochs, Seed seed) {
        this(examples, batch, TrainingLength.ofEpochs(epochs), seed);
    }

    /**
     * An order of training that shows each example once an epoch, and may end within one.
     *
     * @param examples of the split
     * @param batch examples per optimiser step
     */
    public TrainingOrder(int examples, int batch, TrainingLength length, Seed seed) {
        this(examples, batch, length, new Repeats(1), seed);
    }

    /**
     * An order of training, which may end within an epoch.
     *
     * @param examples of the split
     * @param batch rows per optimiser step
     */
    public TrainingOrder(int examples, int batch, TrainingLength length, Repeats repeats, Seed seed) {
        this.examples = examples;
        this.batch = Math.min(batch, examples);
        this.length = length;
        this.repeats = repeats;
        this.seed = seed;
    }

    /** Rows of every batch. */
    public int batch() {
        return batch;
    }

    /** Batches of one epoch, at least 1. */
    public int batchesPerEpoch() {
        return examples / batch;
    }

    @Override
    public long batches() {
        return length.total(batchesPerEpoch());
    }

    @Override
    public Draw draw(long number) {
        int epoch = (int) (number / batchesPerEpoch());
        int from = (int) (number % batchesPerEpoch()) * batch;
        if (epoch != shuffledEpoch) {
            shuffled = shuffle(epoch);
            shuffledEpoch = epoch;
        }
        return repeats.rows(epoch, shuffled, from, from + batch);
    }

    /** Fisher and Yates: every permutation is equally likely. */
    private int[] shuffle(int epoch) {
        RandomGenerator random = seed.with("order").with(epoch).generator();
        int[] order = IntStream.range(0, examples).toArray();
        for (int last = examples - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int moved = order[other];
            order[other] = order[last];
            order[last] = moved;
        }
        return order;
    }
}
