package io.peco4j.runtime.worker;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Many tensors as one vector of float32 in native memory, in a given order.
 *
 * @param parts live memory, each from its position 0 to its limit
 */
public record Floats(List<FloatBuffer> parts) {
    public Floats {
        parts = List.copyOf(parts);
    }

    /** Number of floats. */
    public long length() {
        return parts.stream().mapToLong(FloatBuffer::limit).sum();
    }

    /** Copies floats from a place of the vector on. */
    void read(long from, FloatBuffer into) {
        move(from, into.remaining(), (part, at, count) -> {
            into.put(into.position(), part, at, count);
            into.position(into.position() + count);
        });
    }

    /** Writes floats from a place of the vector on. */
    void write(long from, FloatBuffer values) {
        move(from, values.remaining(), (part, at, count) -> {
            part.put(at, values, values.position(), count);
            values.position(values.position() + count);
        });
    }

    private void move(long from, int count, Piece piece) {
        long start = 0;
        int missing = count;
        long next = from;
        for (FloatBuffer part : parts) {
            long end = start + part.limit();
            if (missing > 0 && next < end) {
                int size = (int) Math.min(missing, end - next);
                piece.move(part, (int) (next - start), size);
                next += size;
                missing -= size;
            }
            start = end;
        }
        if (missing > 0) {
            throw new IndexOutOfBoundsException(count + " floats from " + from + " on, of " + length());
        }
    }

    private interface Piece {
        void move(FloatBuffer part, int at, int count);
    }
}
