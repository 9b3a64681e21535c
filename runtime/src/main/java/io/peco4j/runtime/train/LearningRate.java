package io.peco4j.runtime.train;

import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Recipe.Schedule;

/**
 * The learning rate of every optimiser step, as BEiT's {@code cosine_scheduler} has it: a linear warm-up from 0 that
 * includes the peak, then half a cosine that begins at the peak and would reach the minimum one step after the last.
 *
 * @param peak at the end of the warm-up
 * @param minimum that the cosine falls to
 * @param warmup steps
 * @param total steps, the warm-up among them
 * @param schedule what follows the warm-up
 */
public record LearningRate(double peak, double minimum, long warmup, long total, Schedule schedule) {

    /** The rate of a recipe; a fractional warm-up is rounded to steps and ends with the training at the latest. */
    static LearningRate of(Recipe recipe, long stepsPerEpoch) {
        long total = recipe.epochs() * stepsPerEpoch;
        long warmup = Math.min(total, Math.round(recipe.warmupEpochs() * stepsPerEpoch));
        return new LearningRate(recipe.learningRate(), recipe.minLearningRate(), warmup, total, recipe.schedule());
    }

    /** The rate of the step with that index, from 0. */
    public double at(long step) {
        if (step < warmup) {
            return warmup == 1 ? 0 : peak * step / (warmup - 1);
        }
        if (schedule == Schedule.CONSTANT) {
            return peak;
        }
        double passed = (double) (step - warmup) / (total - warmup);
        return minimum + 0.5 * (peak - minimum) * (1 + Math.cos(Math.PI * passed));
    }
}
