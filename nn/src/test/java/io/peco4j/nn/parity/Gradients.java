package io.peco4j.nn.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Backward passes of tests. */
public final class Gradients {
    private Gradients() {}

    /**
     * Runs something with gradient mode on, then backward from its result with the given cotangent; returns the result.
     */
    public static NDArray backward(Supplier<NDArray> forward, NDArray cotangent) {
        return GradientMode.on(() -> {
            NDArray result = forward.get();
            JniUtils.backward((PtNDArray) result, (PtNDArray) cotangent, false, false);
            return result;
        });
    }

    /** The gradient that a backward pass left, emptied for the next one. */
    public static NDArray take(NDArray parameter) {
        try (NDArray gradient = parameter.getGradient()) {
            NDArray copy = gradient.duplicate();
            gradient.muli(0);
            return copy;
        }
    }

    /** The array under a name that must be there. */
    public static NDArray named(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** {@code |a - b| / |b|}, Frobenius norms. */
    public static double relativeError(NDArray a, NDArray b) {
        return Math.sqrt(sum(a.sub(b)) / Math.max(sum(b), 1e-30));
    }

    private static double sum(NDArray x) {
        return x.square().sum().getFloat();
    }
}
