package io.peco4j.conformance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Collection;
import java.util.List;

/** How far apart float32 tensors are, as rules measure it. */
final class Closeness {
    private Closeness() {}

    /** The largest difference, as a share of the largest value; NaN if there is a NaN. */
    static double apart(NDArray one, NDArray other) {
        double scale = Math.max(largest(one), 1e-12);
        return largest(one.sub(other)) / scale;
    }

    /** The farthest of pairs of tensors. */
    static double apart(List<NDArray> one, List<NDArray> other) {
        double farthest = 0;
        for (int i = 0; i < one.size(); i++) {
            farthest = Math.max(farthest, apart(one.get(i), other.get(i)));
        }
        return farthest;
    }

    /** The largest absolute value; NaN if there is one. */
    static double largest(NDArray tensor) {
        double largest = 0;
        for (float value : tensor.toFloatArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Whether all numbers are finite. */
    static boolean finite(Collection<NDArray> tensors) {
        return tensors.stream().allMatch(tensor -> Double.isFinite(largest(tensor)));
    }

    /** One row of a batch, as a batch. */
    static NDArray row(NDArray batch, long index) {
        return batch.get(new NDIndex(index + ":" + (index + 1)));
    }
}
