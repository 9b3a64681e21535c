package io.peco4j.runtime.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tokens of many pictures, row by row. */
final class TokenRows {
    private final List<int[]> rows = new ArrayList<>();

    /** Adds a batch of so many pictures. */
    void add(long[] tokens, int pictures) {
        int each = tokens.length / pictures;
        for (int row = 0; row < pictures; row++) {
            rows.add(Arrays.stream(tokens, row * each, (row + 1) * each)
                    .mapToInt(Math::toIntExact)
                    .toArray());
        }
    }

    /**
     * All tokens but those of some rows, which are forgotten.
     *
     * @throws ArithmeticException if they are more than an array holds
     */
    int[] without(Set<Integer> dropped) {
        List<Integer> ordered = dropped.stream().sorted((a, b) -> b - a).toList();
        ordered.forEach(row -> rows.remove(row.intValue()));
        int each = rows.isEmpty() ? 0 : rows.get(0).length;
        int[] all = new int[Math.multiplyExact(rows.size(), each)];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, all, row * each, each);
        }
        return all;
    }

    /** How many different tokens there are. */
    long used() {
        return rows.stream().flatMapToInt(Arrays::stream).distinct().count();
    }
}
