package io.peco4j.nn.transformer;

import ai.djl.ndarray.types.Shape;

/**
 * The dimensions of blocks in a row.
 *
 * @param block of each
 * @param depth how many there are
 * @param dropPath share of samples that skip a branch of the last block in training; it grows linearly from 0 at the
 *     first
 */
public record StackShape(BlockShape block, int depth, double dropPath) {
    /** @throws IllegalArgumentException if there is no block, or drop path is not in [0, 1) */
    public StackShape {
        if (depth < 1) {
            throw new IllegalArgumentException(depth + " blocks");
        }
        if (!(dropPath >= 0 && dropPath < 1)) {
            throw new IllegalArgumentException("drop path " + dropPath + " is not in [0, 1)");
        }
    }

    /** Drop path of a block, from 0. */
    public double dropPath(int index) {
        return depth == 1 ? 0 : dropPath * index / (depth - 1);
    }

    /** Floating-point operations of one pass over (B, N, D) tokens. */
    public double flops(Shape tokens) {
        return depth * block.flops(tokens);
    }
}
