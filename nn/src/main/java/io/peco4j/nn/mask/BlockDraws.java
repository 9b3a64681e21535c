package io.peco4j.nn.mask;

import java.util.random.RandomGenerator;

/**
 * What a blockwise mask draws: of each block its area and the logarithm of its aspect, and where it fits the grid, its
 * top row and its left column, in this order.
 */
public interface BlockDraws {
    /** A number between the two, the second of which may be the smaller one. */
    double between(double one, double other);

    /** A whole number from 0 to {@code last}. */
    int upTo(int last);

    /** Uniform draws. */
    static BlockDraws of(RandomGenerator random) {
        return new BlockDraws() {
            @Override
            public double between(double one, double other) {
                return one + (other - one) * random.nextDouble();
            }

            @Override
            public int upTo(int last) {
                return random.nextInt(last + 1);
            }
        };
    }
}
