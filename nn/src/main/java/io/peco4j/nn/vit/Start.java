package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Initial;
import io.peco4j.nn.transformer.BlockStart;
import io.peco4j.nn.transformer.WeightRule;
import org.jspecify.annotations.Nullable;

/**
 * How the weights of a vision transformer start. Relative position tables start at 0, norms at 1, and biases at 0 save
 * for the patch embedding's of MAE and timm, which is PyTorch's: uniform within {@code 1 / sqrt(3 P^2)}.
 */
public abstract class Start {
    private static final double DEVIATION = 0.02;

    /** {@link #beit} with the deviation 0.02 of BEiT. */
    public static final Start BEIT = beit(DEVIATION);

    /** Xavier uniform, queries, keys and values each on their own; class token nearly 0: MoCo v3. */
    public static final Start MOCO_V3 = new Start("MOCO_V3") {
        @Override
        public BlockStart block(int index) {
            return BlockStart.of(linear());
        }

        @Override
        public WeightRule linear() {
            return WeightRule.xavierUniform();
        }

        @Override
        NDArray patches(Initial initial, long width, long patch) {
            return initial.xavierUniform(3 * patch * patch, width, width, 3, patch, patch);
        }

        @Override
        public NDArray token(Initial initial, long width) {
            return initial.normal(1e-6, 1, 1, width);
        }

        /** Its own positions are fixed. */
        @Override
        NDArray positions(Initial initial, long tokens, long width) {
            return BEIT.positions(initial, tokens, width);
        }
    };

    /**
     * Xavier uniform, queries, keys and values as one map; tokens normal of deviation 0.02, the patch embedding's bias
     * as PyTorch starts it: MAE.
     */
    public static final Start MAE = new Start("MAE") {
        @Override
        public BlockStart block(int index) {
            return new BlockStart(WeightRule.xavierUniformOfThree(), linear(), linear());
        }

        @Override
        public WeightRule linear() {
            return WeightRule.xavierUniform();
        }

        @Override
        NDArray patches(Initial initial, long width, long patch) {
            return MOCO_V3.patches(initial, width, patch);
        }

        @Override
        NDArray patchBias(Initial initial, long width, long patch) {
            return TIMM.patchBias(initial, width, patch);
        }

        @Override
        NDArray positions(Initial initial, long tokens, long width) {
            return initial.normal(DEVIATION, 1, tokens, width);
        }
    };

    /** Normal of deviation 0.02, the patch embedding as PyTorch starts convolutions: timm, DeiT and DINO. */
    public static final Start TIMM = new Start("TIMM") {
        @Override
        public BlockStart block(int index) {
            return BlockStart.of(linear());
        }

        @Override
        public WeightRule linear() {
            return WeightRule.normal(DEVIATION);
        }

        @Override
        NDArray patches(Initial initial, long width, long patch) {
            return initial.fanInUniform(3 * patch * patch, width, 3, patch, patch);
        }

        @Override
        NDArray patchBias(Initial initial, long width, long patch) {
            return initial.fanInUniform(3 * patch * patch, width);
        }

        @Override
        NDArray positions(Initial initial, long tokens, long width) {
            return initial.normal(DEVIATION, 1, tokens, width);
        }
    };

    private final String name;

    private Start(String name) {
        this.name = name;
    }

    /**
     * Truncated normal, cut at one deviation; what writes to the residual stream in block i, from 1, is divided by
     * {@code sqrt(2 i)}: BEiT.
     *
     * @param deviation of the normal distribution before the cut, BEiT's {@code init_std}; what is left has 0.54 of it
     */
    public static Start beit(double deviation) {
        return new Beit(deviation);
    }

    /**
     * Of a transformer block.
     *
     * @param index from 0
     */
    public abstract BlockStart block(int index);

    /** Of linear maps outside of blocks. */
    public abstract WeightRule linear();

    /** The patch embedding's weight, (D, 3, P, P). */
    abstract NDArray patches(Initial initial, long width, long patch);

    /** The patch embedding's bias, (D). */
    NDArray patchBias(Initial initial, long width, long patch) {
        return initial.zeros(width);
    }

    /** A class, mask or distillation token, (1, 1, D). */
    public NDArray token(Initial initial, long width) {
        return positions(initial, 1, width);
    }

    /** Learned positions, (1, tokens, D). */
    abstract NDArray positions(Initial initial, long tokens, long width);

    @Override
    public String toString() {
        return name;
    }

    private static final class Beit extends Start {
        private final double deviation;

        Beit(double deviation) {
            super("BEIT" + (deviation == DEVIATION ? "" : " of deviation " + deviation));
            this.deviation = deviation;
        }

        @Override
        public BlockStart block(int index) {
            return BlockStart.of(linear(), linear().times(1 / Math.sqrt(2.0 * (index + 1))));
        }

        @Override
        public WeightRule linear() {
            return WeightRule.truncatedNormal(deviation, deviation);
        }

        @Override
        NDArray patches(Initial initial, long width, long patch) {
            return initial.truncatedNormal(deviation, deviation, width, 3, patch, patch);
        }

        @Override
        NDArray positions(Initial initial, long tokens, long width) {
            return initial.truncatedNormal(deviation, deviation, 1, tokens, width);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Beit beit && beit.deviation == deviation;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(deviation);
        }
    }
}
