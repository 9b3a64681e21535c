package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Tensors;
import java.util.stream.IntStream;

/** Classes that a classifier finds unlikely: what a targeted attack aims at. */
public final class LikelyClass {
    private LikelyClass() {}

    /**
     * The least likely class of each picture, its own left out; of equal logits, the lower class is less likely.
     *
     * @param logits float32 (B, K), at least two classes for each place
     * @param labels int64 (B), the pictures' own classes
     * @param place 1 for the least likely one, 2 for the next, and so on; below K
     * @return int64 (B), owned by the manager of the logits
     * @throws IllegalArgumentException if there is no such place
     */
    public static NDArray least(NDArray logits, NDArray labels, int place) {
        int classes = (int) logits.getShape().get(1);
        if (place < 1 || place >= classes) {
            throw new IllegalArgumentException("place " + place + " of " + (classes - 1) + " wrong classes");
        }
        float[] values = logits.toFloatArray();
        long[] own = labels.toLongArray();
        long[] found = new long[own.length];
        for (int row = 0; row < own.length; row++) {
            int start = row * classes;
            long label = own[row];
            found[row] = IntStream.range(0, classes)
                    .filter(other -> other != label)
                    .boxed()
                    .sorted((a, b) -> Float.compare(values[start + a], values[start + b]))
                    .skip(place - 1L)
                    .findFirst()
                    .orElseThrow();
        }
        return Tensors.of(logits.getManager(), found);
    }
}
