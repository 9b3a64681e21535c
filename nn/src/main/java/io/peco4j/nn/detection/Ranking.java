package io.peco4j.nn.detection;

import java.util.Arrays;

/** The order of scores. */
final class Ranking {
    private Ranking() {}

    /** Positions of the scores from the highest to the lowest; of equal ones the first comes first. */
    static int[] descending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(scores[i]);
            // Signed integers in the order of the floats, then upside down.
            int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            keys[i] = ((long) ~ascending << 32) | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }
}
