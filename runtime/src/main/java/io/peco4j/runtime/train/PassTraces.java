package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.GradientMode;
import java.util.Arrays;
import java.util.List;

/**
 * What the passes of an objective leave in the sequence of a learner's pass state, one pass from the other; applied
 * in order when all are there, whoever computed them.
 */
final class PassTraces {
    private final PassState state;
    private final NDManager manager;
    private final List<NDArray> sequence;
    private byte[] before = {};

    /** @param manager of temporaries */
    PassTraces(PassState state, NDManager manager) {
        this.state = state;
        this.manager = manager;
        this.sequence = state.sequence();
    }

    /** Before the first pass of an objective. */
    void begin() {
        before = TensorMemory.copy(sequence);
    }

    /** Before each pass. */
    void clear() {
        write(new byte[before.length]);
    }

    /** After each pass: what it left. */
    byte[] taken() {
        return TensorMemory.copy(sequence);
    }

    /**
     * After the last pass.
     *
     * @param all what the passes of all workers left, in order
     */
    void end(List<byte[]> all) {
        if (sequence.isEmpty()) {
            return;
        }
        write(before);
        try (NDManager passes = manager.newSubManager()) {
            List<List<NDArray>> left = all.stream()
                    .map(trace -> TensorMemory.like(sequence, trace, passes))
                    .toList();
            GradientMode.off(() -> {
                state.apply(left);
            });
        }
    }

    private void write(byte[] bytes) {
        int from = 0;
        for (NDArray tensor : sequence) {
            int size = TensorMemory.of(tensor).remaining();
            byte[] part = Arrays.copyOfRange(bytes, from, from + size);
            TensorMemory.write(tensor, part, manager);
            from += size;
        }
    }
}
