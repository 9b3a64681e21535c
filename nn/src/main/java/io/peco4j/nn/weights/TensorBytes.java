package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one tensor, little endian and in C order, from its first to its last. Used by one thread. */
@FunctionalInterface
interface TensorBytes extends AutoCloseable {
    /** Fills the buffer up to its limit with the next bytes; the caller asks for no more than there are. */
    void fill(ByteBuffer target) throws IOException;

    /** Passes over some bytes; there are as many. */
    default void skip(long count) throws IOException {
        ByteBuffer scratch = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
        for (long left = count; left > 0; left -= scratch.limit()) {
            fill(scratch.clear().limit((int) Math.min(left, scratch.capacity())));
        }
    }

    @Override
    default void close() throws IOException {}

    /** Bytes that lie in memory; the buffer keeps its position. */
    static TensorBytes of(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        return target -> {
            int length = target.remaining();
            target.put(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
        };
    }
}
