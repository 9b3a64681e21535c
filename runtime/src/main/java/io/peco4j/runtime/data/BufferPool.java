package io.peco4j.runtime.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Direct buffers that are used again: without this, the memory of every batch waits for a garbage collection that the
 * small Java heap gives no reason for.
 *
 * <p>Never keeps more free bytes than were in use at one time: where batches differ in size, as at the end of a split or
 * where a preparation's sizes change, the buffers that waited longest are let go. Safe on several threads.
 */
final class BufferPool {
    /** The one that waits longest first. */
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    private long freeBytes;
    private long usedBytes;
    private long mostUsed;

    /** A buffer of exactly that size in native byte order, with any content. */
    synchronized ByteBuffer acquire(int bytes) {
        ByteBuffer buffer = reused(bytes);
        usedBytes += bytes;
        mostUsed = Math.max(mostUsed, usedBytes);
        return buffer;
    }

    private ByteBuffer reused(int bytes) {
        for (Iterator<ByteBuffer> each = free.iterator(); each.hasNext(); ) {
            ByteBuffer buffer = each.next();
            if (buffer.capacity() == bytes) {
                each.remove();
                freeBytes -= bytes;
                return buffer;
            }
        }
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Takes a buffer back that came from here; the caller forgets it. */
    synchronized void release(ByteBuffer buffer) {
        usedBytes -= buffer.capacity();
        free.addLast(buffer);
        freeBytes += buffer.capacity();
        while (freeBytes > mostUsed) {
            freeBytes -= free.removeFirst().capacity();
        }
    }

    /** How many bytes wait to be used again. */
    synchronized long freeBytes() {
        return freeBytes;
    }
}
