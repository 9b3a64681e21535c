package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * The rise of the learning rate at the beginning; one that is longer than the training ends with it.
 *
 * @param warmupEpochs its length in epochs, fractions rounded to steps; 0 if neither length is given
 * @param warmupSteps its length in optimiser steps, instead
 * @param warmupRatio share of the learning rate that it starts at
 * @param warmup how it gets from there to the whole rate
 */
public record Warmup(
        @Describe("epochs of warm-up; may be a fraction") @Default("0") @Range(min = 0, max = 100_000)
        Optional<Double> warmupEpochs,

        @Describe("optimiser steps of warm-up, instead of epochs") @InsteadOf("warmupEpochs") @Range(min = 0, max = 1e9)
        Optional<Long> warmupSteps,

        @Describe("share of the learning rate that the warm-up starts at") @Default("0") @Range(min = 0, max = 1)
        double warmupRatio,

        @Describe("how the warm-up rises: linear; exponential; or constant, which stays at its share and then jumps")
        @Default("linear")
        Shape warmup) {
    /** How a warm-up rises. */
    public enum Shape {
        /** In equal steps. */
        LINEAR,
        /** By equal factors; they multiply the schedule, whichever it is, as in MMCV. */
        EXPONENTIAL,
        /** Not at all; the share multiplies the schedule, whichever it is, as in MMCV. */
        CONSTANT
    }

    /** @throws IllegalArgumentException if both lengths are given */
    public Warmup {
        if (warmupEpochs.isPresent() && warmupSteps.isPresent()) {
            throw new IllegalArgumentException("the length of a warm-up is given in epochs or in steps");
        }
        warmupEpochs = warmupSteps.isPresent() ? warmupEpochs : Optional.of(warmupEpochs.orElse(0.0));
    }

    /** A warm-up from 0, in epochs; may be a fraction. */
    public static Warmup ofEpochs(double epochs) {
        return new Warmup(Optional.of(epochs), Optional.empty(), 0, Shape.LINEAR);
    }

    /** A warm-up from 0, in optimiser steps. */
    public static Warmup ofSteps(long steps) {
        return new Warmup(Optional.empty(), Optional.of(steps), 0, Shape.LINEAR);
    }

    /** The same, starting at a share of the learning rate, from 0 to 1. */
    public Warmup from(double ratio) {
        return new Warmup(warmupEpochs, warmupSteps, ratio, warmup);
    }

    /** The same, rising in another way. */
    public Warmup rising(Shape shape) {
        return new Warmup(warmupEpochs, warmupSteps, warmupRatio, shape);
    }

    /**
     * The length in optimiser steps.
     *
     * @param stepsPerEpoch steps of a pass over the data, at least 1
     */
    public long steps(long stepsPerEpoch) {
        return warmupSteps.orElseGet(() -> Math.round(warmupEpochs.orElseThrow() * stepsPerEpoch));
    }
}
