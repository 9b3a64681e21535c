package io.peco4j.runtime.train;

import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Recipe.Schedule;
import java.util.stream.LongStream;

/**
 * The learning rate of every optimiser step: a linear warm-up, then half a cosine that would reach the minimum one step
 * after the last.
 *
 * <p>With {@link Schedule#COSINE} and {@link Schedule#CONSTANT} the last step of the warm-up is at the peak, and so is the
 * next one: BEiT's {@code cosine_scheduler}. With {@link Schedule#CONTINUOUS_COSINE} the warm-up rises by the same amount
 * up to the first step of the cosine: MAE's and MoCo v3's {@code adjust_learning_rate}.
 *
 * @param peak at the end of the warm-up
 * @param minimum that the cosine falls to
 * @param start of the warm-up
 * @param warmup steps
 * @param total steps, the warm-up among them
 * @param schedule what follows the warm-up
 */
public record LearningRate(double peak, double minimum, double start, long warmup, long total, Schedule schedule) {

    /** A warm-up from 0. */
    public LearningRate(double peak, double minimum, long warmup, long total, Schedule schedule) {
        this(peak, minimum, 0, warmup, total, schedule);
    }

    /**
     * How long a training and its warm-up are.
     *
     * @param epochs of the training
     * @param stepsPerEpoch optimiser steps
     * @param warmupEpochs may be fractional
     * @param warmupSteps above 0: how long a warm-up is instead; it switches none on where {@code warmupEpochs} is 0, as
     *     BEiT's {@code cosine_scheduler}
     */
    public record Span(long epochs, long stepsPerEpoch, double warmupEpochs, long warmupSteps) {
        /** Steps of the training. */
        public long total() {
            return epochs * stepsPerEpoch;
        }

        /** Steps of the warm-up, rounded; it ends with the training at the latest. */
        public long warmup() {
            boolean stated = warmupEpochs > 0 && warmupSteps > 0;
            return Math.min(total(), stated ? warmupSteps : Math.round(warmupEpochs * stepsPerEpoch));
        }
    }

    /** A rate over a span, with a warm-up from {@code start}. */
    public static LearningRate over(Span span, double peak, double minimum, double start, Schedule schedule) {
        return new LearningRate(peak, minimum, start, span.warmup(), span.total(), schedule);
    }

    /** The rate of a recipe; a fractional warm-up is rounded to steps and ends with the training at the latest. */
    static LearningRate of(Recipe recipe, long stepsPerEpoch) {
        Span span = new Span(recipe.epochs(), stepsPerEpoch, recipe.warmupEpochs(), 0);
        return over(span, recipe.learningRate(), recipe.minLearningRate(), 0, recipe.schedule());
    }

    /** The rate of the step with that index, from 0; at the index {@code total} it is the minimum, if it falls at all. */
    public double at(long step) {
        if (step < warmup) {
            long last = schedule == Schedule.CONTINUOUS_COSINE ? warmup : warmup - 1;
            return last == 0 ? start : start + (peak - start) * step / last;
        }
        if (schedule == Schedule.CONSTANT) {
            return peak;
        }
        double passed = total == warmup ? 1 : (double) (step - warmup) / (total - warmup);
        return minimum + 0.5 * (peak - minimum) * (1 + Math.cos(Math.PI * passed));
    }

    /** The highest rate of all steps before that one; 0 if there is none. */
    double highestBefore(long step) {
        return LongStream.range(0, step).mapToDouble(this::at).max().orElse(0);
    }
}
