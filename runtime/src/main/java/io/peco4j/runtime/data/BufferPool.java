package io.peco4j.runtime.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Direct buffers that are used again: without this, the memory of every batch waits for a garbage collection that the
 * small Java heap gives no reason for. Safe on several threads.
 */
final class BufferPool {
    private final Map<Integer, Deque<ByteBuffer>> free = new ConcurrentHashMap<>();

    /** A buffer of exactly that size in native byte order, with any content. */
    ByteBuffer acquire(int bytes) {
        ByteBuffer old = queue(bytes).poll();
        return old != null ? old : ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Takes a buffer back; the caller forgets it. */
    void release(ByteBuffer buffer) {
        queue(buffer.capacity()).add(buffer);
    }

    private Deque<ByteBuffer> queue(int bytes) {
        return free.computeIfAbsent(bytes, size -> new ConcurrentLinkedDeque<>());
    }
}
