package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDManager;
import io.peco4j.nn.PoisonedMemory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;

/**
 * Frees the buffers of tensors that were made of Java's numbers and closed, and writes over them.
 *
 * <p>DJL keeps such a buffer as long as its tensor is open; libtorch goes on reading it through views, and through what
 * a backward pass has kept. In a long run the collector comes at any time, here it comes when called.
 */
public final class CollectedMemory {
    private static final int SENTINEL = 8;
    private static final int COLLECTIONS = 2;
    private static final long PATIENCE_MILLIS = 2000;

    private CollectedMemory() {}

    /**
     * Collects, and writes zeros. Tens of milliseconds.
     *
     * @param manager whose engine writes; nothing stays with it
     * @param bytes the largest block that is written over
     */
    public static void clear(NDManager manager, int bytes) {
        for (int i = 0; i < COLLECTIONS; i++) {
            collect();
        }
        // With zeros: NaN would stay in what this does not reach, and be found by whoever reads it next.
        PoisonedMemory.clear(manager, bytes);
    }

    /** Returns when a buffer that nothing refers to was freed, and with it, mostly, all others. */
    private static void collect() {
        ReferenceQueue<ByteBuffer> freed = new ReferenceQueue<>();
        PhantomReference<ByteBuffer> last = new PhantomReference<>(ByteBuffer.allocateDirect(SENTINEL), freed);
        System.gc();
        try {
            freed.remove(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last.clear();
    }
}
