package io.peco4j.nn.image;

import java.util.function.DoubleUnaryOperator;

/**
 * How the argument of a {@link Distortion} follows from its level: timm's rules, whose numbers are cut and not rounded.
 *
 * @param neutral argument that changes go away from, to either side; only of those that have a sign
 * @param change of the argument at a share of the strongest level, from 0 to 1
 * @param signed whether it may go either way
 */
record DistortionLevel(double neutral, DoubleUnaryOperator change, boolean signed) {
    private static final double STRONGEST = 10;

    /** An operation without an argument. */
    static DistortionLevel none() {
        return new DistortionLevel(0, share -> 0, false);
    }

    /** Up to that amount, to either side. */
    static DistortionLevel signed(double most) {
        return new DistortionLevel(0, share -> share * most, true);
    }

    /** A factor from 0.1 to 1.9; 1 in the middle. */
    static DistortionLevel factor() {
        return new DistortionLevel(0, share -> 0.1 + 1.8 * share, false);
    }

    /** A factor that is up to 0.9 above or below 1. */
    static DistortionLevel aroundOne() {
        return new DistortionLevel(1, share -> 0.9 * share, true);
    }

    /** A whole number that rises from another one. */
    static DistortionLevel rising(int from, int by) {
        return new DistortionLevel(0, share -> from + (int) (share * by), false);
    }

    /** A whole number that falls to 0. */
    static DistortionLevel falling(int from) {
        return new DistortionLevel(0, share -> from - (int) (share * from), false);
    }

    /**
     * The argument.
     *
     * @param level from 0 to 10
     */
    double argument(double level, boolean negated) {
        double amount = change.applyAsDouble(level / STRONGEST);
        return neutral + (negated && signed ? -amount : amount);
    }
}
