package io.peco4j.nn.bootmae;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order of a picture's patches of which an encoder sees the first: the visible ones of a mask before the hidden
 * ones, at random within both, and all rolled by a few places.
 *
 * <p>So a few hidden patches, somewhere in the blocks, are shown, and as many visible ones are hidden in their stead.
 */
public final class PatchOrder {
    private PatchOrder() {}

    /**
     * The order of one picture.
     *
     * @param hidden N numbers, 1 where the mask hides a patch, 0 elsewhere
     * @param noise N numbers, usually uniform: the larger, the sooner
     * @param roll how many of the last come to the front, 0 or more
     * @return the patches, each once
     */
    public static long[] of(float[] hidden, float[] noise, int roll) {
        List<Integer> order = IntStream.range(0, hidden.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(patch -> hidden[patch])
                        .thenComparingDouble(patch -> -noise[patch]))
                .collect(Collectors.toList());
        Collections.rotate(order, roll);
        return order.stream().mapToLong(Integer::longValue).toArray();
    }
}
