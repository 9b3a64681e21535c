package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one tensor, little endian and in C order, from its first to its last. Used by one thread. */
@FunctionalInterface
interface TensorBytes extends AutoCloseable {
    /** Fills the buffer up to its limit with the next bytes; the caller asks for no more than there are. */
    void fill(ByteBuffer target) throws IOException;

    @Override
    default void close() throws IOException {}
}
