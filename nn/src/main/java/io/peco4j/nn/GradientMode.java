package io.peco4j.nn;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Whether the engine records what the calling thread computes, for a later backward pass. The only place that switches
 * it; each thread has its own mode. The first use loads the engine where nothing has.
 *
 * <pre>{@code
 * NDArray tokens = GradientMode.off(() -> tokenizer.tokenize(pictures));
 * }</pre>
 */
public final class GradientMode {
    static {
        // The mode is the native library's, which nothing may have loaded yet.
        Engine.getEngine("PyTorch");
    }

    private GradientMode() {}

    /**
     * A computation.
     *
     * @param <T> its result
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Computation<T, E extends Exception> {
        /** Computes it. */
        T run() throws E;
    }

    /**
     * A computation without a result.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Action<E extends Exception> {
        /** Does it. */
        void run() throws E;
    }

    /** Computes without recording, then returns to the mode before. */
    public static <T, E extends Exception> T off(Computation<T, E> computation) throws E {
        return in(false, computation);
    }

    /** Acts without recording, then returns to the mode before. */
    public static <E extends Exception> void off(Action<E> action) throws E {
        in(false, action);
    }

    /** Computes with recording, then returns to the mode before. */
    public static <T, E extends Exception> T on(Computation<T, E> computation) throws E {
        return in(true, computation);
    }

    /** Acts with recording, then returns to the mode before. */
    public static <E extends Exception> void on(Action<E> action) throws E {
        in(true, action);
    }

    /** Whether the calling thread records; a new thread does. */
    public static boolean isOn() {
        return JniUtils.isGradMode();
    }

    /** Turns recording off on the calling thread until something turns it on: the state of a thread that trains. */
    public static void turnOff() {
        JniUtils.setGradMode(false);
    }

    /** Turns recording on on the calling thread until something turns it off: the state of a new thread. */
    public static void turnOn() {
        JniUtils.setGradMode(true);
    }

    private static <E extends Exception> void in(boolean recording, Action<E> action) throws E {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(recording);
        try {
            action.run();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private static <T, E extends Exception> T in(boolean recording, Computation<T, E> computation) throws E {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(recording);
        try {
            return computation.run();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
