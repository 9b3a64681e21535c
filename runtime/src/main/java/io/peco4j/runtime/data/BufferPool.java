package io.peco4j.runtime.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers that are used again: without this, the memory of every batch waits for a garbage collection that the
 * small Java heap gives no reason for.
 *
 * <p>Never keeps more free bytes than were in use at one time: where batches differ in size, as at the end of a split
 * or where a preparation's sizes change, the buffers that waited longest are let go. Safe on several threads.
 */
final class BufferPool {
    private static final int LEAST = 64;

    /** Whether a buffer is as large as was asked for, or may be larger. */
    private final boolean exact;

    /** The one that waits longest first. */
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    private long freeBytes;
    private long usedBytes;
    private long mostUsed;
    private long allocated;

    private BufferPool(boolean exact) {
        this.exact = exact;
    }

    /** A pool for sizes that come again and again. */
    static BufferPool exact() {
        return new BufferPool(true);
    }

    /**
     * A pool for sizes that hardly come twice: a buffer may be larger than what was asked for, and new ones are as
     * large as the next power of two.
     */
    static BufferPool atLeast() {
        return new BufferPool(false);
    }

    /** A buffer of that size, or at least of that size, in native byte order, with any content. */
    synchronized ByteBuffer acquire(int bytes) {
        ByteBuffer fitting = smallest(bytes);
        if (fitting != null) {
            // By identity: buffers are equal where their contents are.
            free.removeIf(each -> each == fitting);
            freeBytes -= fitting.capacity();
        }
        ByteBuffer buffer = fitting == null ? allocate(exact ? bytes : powerOfTwo(bytes)) : fitting;
        usedBytes += buffer.capacity();
        mostUsed = Math.max(mostUsed, usedBytes);
        return buffer;
    }

    private @Nullable ByteBuffer smallest(int bytes) {
        ByteBuffer smallest = null;
        for (ByteBuffer each : free) {
            boolean fits = exact ? each.capacity() == bytes : each.capacity() >= bytes;
            if (fits && (smallest == null || each.capacity() < smallest.capacity())) {
                smallest = each;
            }
        }
        return smallest;
    }

    private ByteBuffer allocate(int bytes) {
        allocated++;
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private static int powerOfTwo(int bytes) {
        int below = Integer.highestOneBit(Math.max(LEAST, bytes));
        return below >= bytes ? below : below > Integer.MAX_VALUE / 2 ? bytes : 2 * below;
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

    /** How many buffers were ever made. */
    synchronized long allocated() {
        return allocated;
    }

    /** How many bytes wait to be used again. */
    synchronized long freeBytes() {
        return freeBytes;
    }
}
