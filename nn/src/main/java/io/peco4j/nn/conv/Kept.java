package io.peco4j.nn.conv;

import ai.djl.ndarray.types.Shape;

/** What a step of a chain keeps for its backward pass. */
sealed interface Kept {

    /** The map that goes in; the step before may keep it too. */
    default boolean input() {
        return false;
    }

    /** Bytes of what is neither the map that goes in nor the result. */
    default double besides(Shape input, Shape result, int numberBytes) {
        return 0;
    }

    /** Nothing, as what only moves numbers. */
    record Nothing() implements Kept {}

    /** The result, as a ReLU. */
    record Result() implements Kept {}

    /** The input, as a norm. */
    record Input() implements Kept {
        @Override
        public boolean input() {
            return true;
        }
    }

    /** The input, or a padded copy of it, if the weight gathers a gradient. */
    record Convolved(Conv2d convolution) implements Kept {
        @Override
        public boolean input() {
            return trained() && convolution.shape().aligned();
        }

        @Override
        public double besides(Shape input, Shape result, int numberBytes) {
            return trained() && !convolution.shape().aligned()
                    ? numberBytes * convolution.shape().keptOf(input)
                    : 0;
        }

        private boolean trained() {
            return convolution.weight().hasGradient();
        }
    }

    /** The input and, of a maximum, the places of the largest values. */
    record Pooled(Pool2d pool) implements Kept {
        @Override
        public boolean input() {
            return true;
        }

        @Override
        public double besides(Shape input, Shape result, int numberBytes) {
            return pool.largest() ? Long.BYTES * (double) result.size() : 0;
        }
    }
}
