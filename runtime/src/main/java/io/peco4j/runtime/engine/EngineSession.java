package io.peco4j.runtime.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;

/**
 * The engine of this process, started.
 *
 * <p>Nothing is downloaded, and no server is contacted: the native libraries come from the class path and are unpacked
 * into {@code DJL_CACHE_DIR} or, by default, {@code ~/.djl.ai}.
 *
 * @param djl its version
 * @param libtorch its version
 * @param threads of a matrix product; results may differ in the last bits between different numbers of them
 */
public record EngineSession(String djl, String libtorch, int threads) {

    /** {@link #start(int)} with one thread for each processor. */
    public static EngineSession start() {
        return start(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Loads the engine and prepares the calling thread; to be called before anything else touches DJL. A second call
     * changes the number of threads.
     *
     * @throws EngineStartException if the native libraries do not load, or if convolutions are wrong on this processor
     */
    public static EngineSession start(int threads) {
        EngineSettings.apply();
        EngineSettings.chooseLinearMaps(Processor.detect());
        try {
            Engine engine = Engine.getEngine("PyTorch");
            JniUtils.setNumThreads(threads);
            prepareThread();
            ConvolutionCheck convolutions = ConvolutionCheck.ofKernels();
            if (!convolutions.right()) {
                throw EngineStartException.wrong(convolutions);
            }
            return new EngineSession(Engine.getDjlVersion(), engine.getVersion(), threads);
        } catch (EngineStartException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new EngineStartException(
                    "PECO-501 the tensor engine does not start: " + e.getMessage()
                            + "; its native libraries are unpacked into DJL_CACHE_DIR (default ~/.djl.ai), which must be"
                            + " writable and have 500 MB free, and there must be a jar of them for this platform",
                    e);
        }
    }

    /** What is kept per thread: gradient mode off, kernels interpreted as they are written. */
    public static void prepareThread() {
        GradientMode.turnOff();
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** For records and people, such as {@code DJL 0.35.1, libtorch 2.7.1}. */
    public String versions() {
        return "DJL " + djl + ", libtorch " + libtorch;
    }
}
