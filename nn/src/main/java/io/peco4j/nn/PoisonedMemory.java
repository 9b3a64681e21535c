package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Fills freed native memory with NaN, so that an operator that reads memory which nobody wrote gives itself away.
 *
 * <p>Such an operator is right most of the time, since fresh memory is zero and freed memory often holds small numbers.
 * Here its allocations get blocks full of NaN (every bit set: NaN as float32, bfloat16 and float16 alike). For tests
 * and self-tests; it changes no live tensor.
 */
public final class PoisonedMemory {
    private static final int SMALLEST = 64;
    private static final int OF_EACH_SIZE = 4;
    private static final int ROUNDS = 2;

    private PoisonedMemory() {}

    /**
     * Calls something on poisoned memory, and cleans up after it: freed blocks from 64 bytes to {@code bytes}, in steps
     * of half an octave and several of each size, hold NaN before and zeros after. Megabytes take milliseconds.
     *
     * @param manager whose engine allocates; nothing stays with it
     * @param bytes the largest block
     * @param use what may read memory that nobody wrote
     * @return what {@code use} returns
     */
    public static <T> T around(NDManager manager, int bytes, Supplier<T> use) {
        // Blocks at the end of the heap would go back to the system: the guard lies behind them.
        try (NDArray guard = fill(manager, bytes, -1, OF_EACH_SIZE)) {
            return use.get();
        } finally {
            clear(manager, bytes);
        }
    }

    /**
     * Writes zeros over freed blocks from 64 bytes to {@code bytes}.
     *
     * @param manager whose engine allocates; nothing stays with it
     */
    public static void clear(NDManager manager, int bytes) {
        // More than is poisoned: blocks have been split and joined meanwhile.
        fill(manager, bytes, 0, 2 * OF_EACH_SIZE).close();
    }

    private static NDArray fill(NDManager manager, int bytes, int word, int count) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = SMALLEST; size <= bytes; size *= 2) {
            sizes.add(size);
            sizes.add(size + size / 2);
        }
        if (word == 0) {
            // From the largest: small blocks would be cut from large poisoned ones, whose rest then fits none.
            Collections.reverse(sizes);
        }
        List<NDArray> blocks = new ArrayList<>();
        // The allocator returns the first large blocks to the system, and keeps later ones.
        for (int round = 0; round < ROUNDS; round++) {
            blocks.forEach(NDArray::close);
            blocks.clear();
            for (int size : sizes) {
                for (int i = 0; i < count; i++) {
                    blocks.add(block(manager, size, word));
                }
            }
        }
        NDArray guard = block(manager, SMALLEST, word);
        blocks.forEach(NDArray::close);
        return guard;
    }

    private static NDArray block(NDManager manager, int bytes, int word) {
        return manager.full(new Shape(bytes / Integer.BYTES), word, DataType.INT32);
    }
}
