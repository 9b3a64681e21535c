package io.peco4j.nn.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;

/**
 * The moving average of a teacher's outputs that its targets are taken relative to, so that no output dominates (Caron
 * et al. 2021, equation 4): {@code c = m c + (1 - m) mean(outputs)}, over all rows of an optimiser step, however many
 * passes it has. It starts at 0.
 *
 * <p>On the training thread.
 */
public final class DinoCenter {
    private final double momentum;
    private final NDArray value;

    /** Of the passes of {@link #step}, which is not part of any state: a step that is not over starts again. */
    private final NDArray sum;

    /** Number of the rows that were added, float32 () so that sums of passes may be added up: exact up to 2^24. */
    private final NDArray rows;

    private long step = -1;

    /**
     * A centre of zeros.
     *
     * @param manager owns its tensors
     * @param outputs K
     * @param momentum share that a step keeps, from 0 to 1; 0.9 in the paper
     */
    public DinoCenter(NDManager manager, int outputs, double momentum) {
        this.momentum = momentum;
        this.value = manager.zeros(new Shape(1, outputs));
        this.sum = manager.zeros(new Shape(1, outputs));
        this.rows = manager.zeros(new Shape());
    }

    /** The live centre, float32 (1, K): it belongs into the state of whoever trains with it. */
    public NDArray value() {
        return value;
    }

    /** What passes add up: the outputs and the number of their rows. */
    public PassState passState() {
        return PassState.ofSums(List.of(sum, rows));
    }

    /**
     * Adds the outputs of a pass to those of its step.
     *
     * @param outputs float32 (rows, K) without a graph, not centred
     * @param index of the step; the outputs of another one are forgotten
     */
    public void gather(NDArray outputs, long index) {
        if (index != step) {
            forget();
            step = index;
        }
        try (NDArray total = outputs.sum(new int[] {0}, true)) {
            sum.addi(total);
        }
        try (NDArray count =
                Tensors.of(rows.getManager(), (float) outputs.getShape().get(0))) {
            rows.addi(count);
        }
    }

    /** Moves the centre by what was gathered since the last time. With gradient mode off. */
    public void move() {
        float count = rows.getFloat();
        if (count > 0) {
            try (NDArray kept = Affine.scaled(value, momentum);
                    NDArray moved = Affine.scaled(sum, (1 - momentum) / count);
                    NDArray next = kept.add(moved)) {
                write(value, next);
            }
        }
        forget();
    }

    private static void write(NDArray into, NDArray values) {
        Weights.copyInto(Map.of("value", into), Map.of("value", values));
    }

    private void forget() {
        try (NDArray zeros = sum.zerosLike();
                NDArray none = rows.zerosLike()) {
            write(sum, zeros);
            write(rows, none);
        }
        step = -1;
    }
}
