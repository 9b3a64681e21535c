package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Initial;
import io.peco4j.nn.transformer.WeightRule;

/** How the weights of a vision transformer start; biases and relative position tables start at 0, norms at 1. */
public enum Start {
    /**
     * Truncated normal of deviation 0.02, cut at one deviation; what writes to the residual stream in block i, from 1,
     * is divided by {@code sqrt(2 i)}: BEiT.
     */
    BEIT {
        @Override
        WeightRule linear() {
            return WeightRule.truncatedNormal(DEVIATION, DEVIATION);
        }

        @Override
        WeightRule projection(int block) {
            return linear().times(1 / Math.sqrt(2.0 * block));
        }

        @Override
        NDArray patches(Initial initial, long width, long patch) {
            return initial.truncatedNormal(DEVIATION, DEVIATION, width, 3, patch, patch);
        }

        @Override
        NDArray classToken(Initial initial, long width) {
            return initial.truncatedNormal(DEVIATION, DEVIATION, 1, 1, width);
        }
    },

    /** Xavier uniform, queries, keys and values each on their own; class token nearly 0: MoCo v3. */
    MOCO_V3 {
        @Override
        WeightRule linear() {
            return WeightRule.xavierUniform();
        }

        @Override
        WeightRule projection(int block) {
            return linear();
        }

        @Override
        NDArray patches(Initial initial, long width, long patch) {
            return initial.xavierUniform(3 * patch * patch, width, width, 3, patch, patch);
        }

        @Override
        NDArray classToken(Initial initial, long width) {
            return initial.normal(1e-6, 1, 1, width);
        }
    };

    private static final double DEVIATION = 0.02;

    /** Of the maps that read the residual stream. */
    abstract WeightRule linear();

    /**
     * Of the maps that write to it.
     *
     * @param block from 1
     */
    abstract WeightRule projection(int block);

    /** The patch embedding's weight, (D, 3, P, P). */
    abstract NDArray patches(Initial initial, long width, long patch);

    /** The class token, (1, 1, D). */
    abstract NDArray classToken(Initial initial, long width);

    /** Learned positions, (1, 1 + N, D). */
    NDArray positions(Initial initial, long tokens, long width) {
        return initial.truncatedNormal(DEVIATION, DEVIATION, 1, tokens, width);
    }
}
