package io.peco4j.runtime.train;

import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.RateSchedule.Policy;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.TrainingLength;
import io.peco4j.api.train.Warmup;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The learning rate of every optimiser step: a warm-up, then what the schedule says.
 *
 * <p>With {@link Policy#COSINE} and {@link Policy#CONSTANT} the last step of the warm-up is at the peak, and so is the
 * next one: BEiT's and DINO's {@code cosine_scheduler}. With {@link Policy#CONTINUOUS_COSINE} the warm-up rises by the
 * same amount up to the first step of the cosine: MAE's and MoCo v3's {@code adjust_learning_rate}. With
 * {@link Policy#COSINE_FROM_START} it rises in the same way, to a cosine that has run since the first step: timm's
 * {@code CosineLRScheduler}, which moves once an epoch where this moves with each step. All three would reach the
 * minimum one step after the last. With {@link Policy#POLYNOMIAL} and {@link Policy#MILESTONES} the schedule runs from
 * the first step on, and the warm-up multiplies it: MMCV's hooks. An exponential or constant
 * warm-up multiplies every schedule. With {@link Warmup.Shape#TO_SCHEDULE} all schedules run from the first step on,
 * and the warm-up is a straight line to the rate at its end: SlowFast's {@code get_lr_at_epoch}.
 *
 * @param schedule peak, minimum and how the rate falls
 * @param start rate of the first step, if there is a warm-up
 * @param warmup steps
 * @param shape of the warm-up
 * @param total steps, the warm-up among them
 * @param milestones the first steps at a lower rate, rising; empty unless the schedule has milestones
 */
public record LearningRate(
        RateSchedule schedule, double start, long warmup, Warmup.Shape shape, long total, List<Long> milestones) {

    /**
     * The rate of a recipe; a warm-up ends with the training at the latest, and milestones past the end change nothing.
     */
    public static LearningRate of(Recipe recipe, long stepsPerEpoch) {
        TrainingLength length = recipe.length();
        RateSchedule schedule = recipe.rate();
        long total = length.total(stepsPerEpoch);
        return new LearningRate(
                schedule,
                recipe.warmup().warmupRatio() * schedule.learningRate(),
                Math.min(total, recipe.warmup().steps(stepsPerEpoch)),
                recipe.warmup().warmup(),
                total,
                schedule.milestones().orElse(List.of()).stream()
                        .map(position -> length.stepOf(position, stepsPerEpoch))
                        .toList());
    }

    /**
     * The rate of the step with that index, from 0; at the index {@code total} it is the minimum, if it falls to one.
     */
    public double at(long step) {
        if (shape == Warmup.Shape.TO_SCHEDULE) {
            return step < warmup ? start + (running(warmup) - start) * step / warmup : running(step);
        }
        Policy policy = schedule.schedule();
        boolean multiplies = policy == Policy.POLYNOMIAL || policy == Policy.MILESTONES || shape != Warmup.Shape.LINEAR;
        if (multiplies) {
            return share(step) * scheduled(step);
        }
        boolean holds = policy == Policy.COSINE || policy == Policy.CONSTANT;
        return step < warmup ? rising(step, holds ? warmup - 1 : warmup) : scheduled(step);
    }

    /** The schedule alone, from the first step on. */
    private double running(long step) {
        boolean cosine = schedule.schedule() == Policy.COSINE || schedule.schedule() == Policy.CONTINUOUS_COSINE;
        return cosine ? halfCosine(total == 0 ? 1 : (double) step / total) : scheduled(step);
    }

    private double scheduled(long step) {
        return switch (schedule.schedule()) {
            case COSINE, CONTINUOUS_COSINE -> cosine(step);
            case COSINE_FROM_START -> halfCosine(total == 0 ? 1 : (double) step / total);
            case CONSTANT -> schedule.learningRate();
            case POLYNOMIAL -> polynomial(step);
            case MILESTONES -> reduced(step);
        };
    }

    /** The highest rate of all steps before that one; 0 if there is none. */
    double highestBefore(long step) {
        return LongStream.range(0, step).mapToDouble(this::at).max().orElse(0);
    }

    private double rising(long step, long last) {
        return last == 0 ? start : start + (schedule.learningRate() - start) * step / last;
    }

    private double cosine(long step) {
        return halfCosine(total == warmup ? 1 : Math.max(0.0, step - warmup) / (total - warmup));
    }

    private double halfCosine(double passed) {
        return HalfCosine.at(schedule.learningRate(), schedule.minLearningRate(), passed);
    }

    /** What the warm-up multiplies by. */
    private double share(long step) {
        if (step >= warmup || schedule.learningRate() == 0) {
            return 1;
        }
        double ratio = start / schedule.learningRate();
        double left = 1 - (double) step / warmup;
        return switch (shape) {
            case LINEAR, TO_SCHEDULE -> 1 - left * (1 - ratio);
            case EXPONENTIAL -> Math.pow(ratio, left);
            case CONSTANT -> ratio;
        };
    }

    private double polynomial(long step) {
        double left = total == 0 ? 0 : Math.max(0, 1 - (double) step / total);
        return schedule.minLearningRate()
                + (schedule.learningRate() - schedule.minLearningRate())
                        * Math.pow(left, schedule.power().orElseThrow());
    }

    private double reduced(long step) {
        long passed = milestones.stream().filter(milestone -> milestone <= step).count();
        double share = passed == 0
                ? 1
                : schedule.factors()
                        .map(factors -> factors.get((int) passed - 1))
                        .orElseGet(() -> Math.pow(schedule.gamma().orElseThrow(), passed));
        return Math.max(schedule.minLearningRate(), schedule.learningRate() * share);
    }
}
