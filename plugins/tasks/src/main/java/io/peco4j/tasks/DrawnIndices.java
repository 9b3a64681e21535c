package io.peco4j.tasks;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws without replacement. */
public final class DrawnIndices {
    private DrawnIndices() {}

    /** So many of the numbers below {@code all}, in order; each choice is as likely as any other. */
    public static int[] some(int all, int count, RandomGenerator random) {
        int[] indices = IntStream.range(0, all).toArray();
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(all - i);
            int drawn = indices[other];
            indices[other] = indices[i];
            indices[i] = drawn;
        }
        int[] some = Arrays.copyOf(indices, count);
        Arrays.sort(some);
        return some;
    }
}
