package io.peco4j.tasks;

import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.NetworkContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The part of a training split whose labels a task may learn from: of every class the same share, rounded, and at least
 * one example. What is drawn follows from the seed and the classes alone. The seed is a draw of the component's: one
 * task has the same labels however its encoder was pretrained; with another encoder, or in another task, it may have
 * others.
 *
 * @param share above 0, up to 1 for all
 * @param seed of the draw
 */
public record LabelShare(double share, long seed) {

    /** All labels. */
    public static final LabelShare ALL = new LabelShare(1, 0);

    private static final int NONE = -1;

    /** The share that a component learns from, drawn by its context; all labels take nothing of its randomness. */
    public static LabelShare drawn(double share, NetworkContext context) {
        return share == 1 ? ALL : new LabelShare(share, context.random().nextLong());
    }

    /**
     * The examples with a label, in the order of the split. One without class, or whose class cannot be read, is none
     * of them, unless all are.
     */
    public Split of(Split train) {
        if (share == 1) {
            return train;
        }
        Map<Integer, List<Integer>> byClass = IntStream.range(0, train.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        index -> classOf(train, index).orElse(NONE), TreeMap::new, Collectors.toList()));
        byClass.remove(NONE);
        SplittableRandom random = new SplittableRandom(seed);
        int[] labelled = byClass.values().stream()
                .flatMapToInt(indices -> drawn(indices, random))
                .sorted()
                .toArray();
        return labelled.length == 0 ? train : train.select(labelled);
    }

    private IntStream drawn(List<Integer> indices, RandomGenerator random) {
        int count = Math.max(1, (int) Math.round(share * indices.size()));
        return Arrays.stream(DrawnIndices.some(indices.size(), count, random)).map(indices::get);
    }

    private static OptionalInt classOf(Split split, int index) {
        try {
            return split.classOf(index);
        } catch (UnreadableExampleException e) {
            return OptionalInt.empty(); // the loader says so where the example would be read
        }
    }
}
