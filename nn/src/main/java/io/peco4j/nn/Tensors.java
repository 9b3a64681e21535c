package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Tensors of numbers that a program gives, in memory of the engine's own.
 *
 * <p>What {@link NDManager#create(float[])} and its kin return lies in a direct buffer of Java's, which is freed some
 * time after the tensor was closed: views of it ({@code split}, {@code reshape}, {@code get}), and backward passes that
 * need it, then read memory that belongs to others, and nobody notices but in one run of many. A tensor of this class
 * may be closed as soon as its maker needs it no longer. Safe for several threads.
 *
 * <pre>{@code
 * try (NDArray share = Tensors.of(logits.getManager(), smoothing)) {
 *     return SMOOTHED.apply(logits, labels, share);
 * }
 * }</pre>
 */
public final class Tensors {
    private Tensors() {}

    /** Float32 () of the manager's. */
    public static NDArray of(NDManager manager, float value) {
        return own(manager.create(value));
    }

    /** Float64 () of the manager's. */
    public static NDArray of(NDManager manager, double value) {
        return own(manager.create(value));
    }

    /** Int64 () of the manager's. */
    public static NDArray of(NDManager manager, long value) {
        return own(manager.create(value));
    }

    /** Float32 (N) of the manager's. */
    public static NDArray of(NDManager manager, float[] values) {
        return own(manager.create(values));
    }

    /** Float64 (N) of the manager's. */
    public static NDArray of(NDManager manager, double[] values) {
        return own(manager.create(values));
    }

    /** Int64 (N) of the manager's. */
    public static NDArray of(NDManager manager, long[] values) {
        return own(manager.create(values));
    }

    /**
     * Float32 of the manager's.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NDArray of(NDManager manager, float[] values, Shape shape) {
        return own(manager.create(values, shape));
    }

    /**
     * Float64 of the manager's.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NDArray of(NDManager manager, double[] values, Shape shape) {
        return own(manager.create(values, shape));
    }

    /**
     * Int64 of the manager's.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NDArray of(NDManager manager, long[] values, Shape shape) {
        return own(manager.create(values, shape));
    }

    /**
     * Bool of the manager's.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static NDArray of(NDManager manager, boolean[] values, Shape shape) {
        return own(manager.create(values, shape));
    }

    private static NDArray own(NDArray ofJava) {
        try (ofJava) {
            return ofJava.duplicate();
        }
    }
}
