package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * How long a training is: in epochs, or in optimiser steps. Exactly one of the two is given.
 *
 * @param epochs passes over the training split
 * @param steps optimiser steps; the last pass over the data may end early
 */
public record TrainingLength(
        @Describe("passes over the training split") @Default("100") @Range(min = 0, max = 100_000)
        Optional<Integer> epochs,

        @Describe("optimiser steps, instead of epochs; the last pass over the data may end early")
        @InsteadOf("epochs")
        @Range(min = 0, max = 1e9)
        Optional<Long> steps) {
    /** @throws IllegalArgumentException if both are given, or none */
    public TrainingLength {
        if (epochs.isPresent() == steps.isPresent()) {
            throw new IllegalArgumentException("the length of a training is given in epochs or in steps");
        }
    }

    /** A length in passes over the training split. */
    public static TrainingLength ofEpochs(int epochs) {
        return new TrainingLength(Optional.of(epochs), Optional.empty());
    }

    /** A length in optimiser steps. */
    public static TrainingLength ofSteps(long steps) {
        return new TrainingLength(Optional.empty(), Optional.of(steps));
    }

    /**
     * The length in optimiser steps.
     *
     * @param stepsPerEpoch steps of a pass over the data, at least 1
     */
    public long total(long stepsPerEpoch) {
        return steps.orElseGet(() -> epochs.orElseThrow() * stepsPerEpoch);
    }

    /**
     * The step of a position that counts in the unit of this length; fractions are rounded to steps.
     *
     * @param position from the beginning: epochs of a length in epochs, steps of one in steps
     */
    public long stepOf(double position, long stepsPerEpoch) {
        return Math.round(steps.isPresent() ? position : position * stepsPerEpoch);
    }
}
