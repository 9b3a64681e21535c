package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * The linear rise of the learning rate at the beginning; one that is longer than the training ends with it.
 *
 * @param warmupEpochs its length in epochs, fractions rounded to steps; 0 if neither length is given
 * @param warmupSteps its length in optimiser steps, instead
 * @param warmupRatio share of the learning rate that it starts at
 * @param warmupEnd what it rises to
 */
public record Warmup(
        @Describe("epochs of linear warm-up; may be a fraction") @Default("0") @Range(min = 0, max = 100_000)
        Optional<Double> warmupEpochs,

        @Describe("optimiser steps of linear warm-up, instead of epochs")
        @InsteadOf("warmupEpochs")
        @Range(min = 0, max = 1e9)
        Optional<Long> warmupSteps,

        @Describe("share of the learning rate that the warm-up starts at") @Default("0") @Range(min = 0, max = 1)
        double warmupRatio,

        @Describe(
                "what the warm-up rises to: as usual with the schedule, or the rate that the schedule has when it ends")
        @Default("usual")
        End warmupEnd) {
    /** @throws IllegalArgumentException if both lengths are given */
    public Warmup {
        if (warmupEpochs.isPresent() && warmupSteps.isPresent()) {
            throw new IllegalArgumentException("the length of a warm-up is given in epochs or in steps");
        }
        warmupEpochs = warmupSteps.isPresent() ? warmupEpochs : Optional.of(warmupEpochs.orElse(0.0));
    }

    /** What a warm-up rises to. */
    public enum End {
        /** As those who made the schedule do it: see {@link RateSchedule.Policy}. */
        USUAL,
        /**
         * In a straight line to the rate that the schedule, which runs from the first step on, has when the warm-up
         * ends: SlowFast, TimeSformer.
         */
        SCHEDULE
    }

    /** A warm-up from 0, in epochs; may be a fraction. */
    public static Warmup ofEpochs(double epochs) {
        return new Warmup(Optional.of(epochs), Optional.empty(), 0, End.USUAL);
    }

    /** A warm-up from 0, in optimiser steps. */
    public static Warmup ofSteps(long steps) {
        return new Warmup(Optional.empty(), Optional.of(steps), 0, End.USUAL);
    }

    /** The same, starting at a share of the learning rate, from 0 to 1. */
    public Warmup from(double ratio) {
        return new Warmup(warmupEpochs, warmupSteps, ratio, warmupEnd);
    }

    /** The same, rising in another way. */
    public Warmup to(End end) {
        return new Warmup(warmupEpochs, warmupSteps, warmupRatio, end);
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
