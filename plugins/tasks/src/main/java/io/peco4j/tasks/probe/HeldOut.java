package io.peco4j.tasks.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which examples a classifier is fitted to, and which it is judged by while its penalty is chosen: every tenth of each
 * class, whatever order the classes come in. A class of one example keeps it for the fit.
 *
 * @param fitted rows in ascending order
 * @param heldOut all others, in ascending order; empty if no class has two
 */
record HeldOut(int[] fitted, int[] heldOut) {
    private static final int SHARE = 10;

    /** @param labels the class of each row */
    static HeldOut tenth(long[] labels) {
        Map<Long, Long> sizes = Arrays.stream(labels)
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Map<Long, Integer> seen = new HashMap<>();
        boolean[] out = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            int number = seen.merge(labels[row], 1, Integer::sum) - 1;
            out[row] = number % SHARE == 0 && sizes.getOrDefault(labels[row], 0L) > 1;
        }
        return new HeldOut(rows(out, false), rows(out, true));
    }

    private static int[] rows(boolean[] out, boolean wanted) {
        return IntStream.range(0, out.length).filter(row -> out[row] == wanted).toArray();
    }
}
