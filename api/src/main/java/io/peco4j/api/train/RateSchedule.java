package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Range;
import java.util.List;
import java.util.Optional;

/**
 * The learning rate after the warm-up. It is absolute: it is not scaled by the batch.
 *
 * @param learningRate the peak
 * @param minLearningRate what the rate falls to; with {@link Policy#MILESTONES}, what it never falls below; not used by
 *     {@link Policy#CONSTANT}
 * @param schedule how it falls
 * @param milestones rising, in epochs of a training whose length is in epochs, in steps of one in steps; only with
 *     {@link Policy#MILESTONES}
 * @param gamma factor at each milestone, 0.1 where it and the factors are left out; only with {@link Policy#MILESTONES}
 * @param factors the rate from each milestone on, as a share of the peak; as many as milestones, instead of gamma
 * @param power exponent, 1 where it is left out, which is a line; only with {@link Policy#POLYNOMIAL}
 */
public record RateSchedule(
        @Describe("peak learning rate") @Default("1e-3") @Range(min = 0, max = 1e3)
        double learningRate,

        @Describe("learning rate that the schedule falls to; milestones: that it never falls below")
        @Default("0")
        @Range(min = 0, max = 1e3)
        double minLearningRate,

        @Describe(
                "schedule of the learning rate after the warm-up: cosine; continuous-cosine as in MAE and MoCo v3;"
                        + " cosine-from-start as in DeiT; constant; polynomial, a straight line unless power says otherwise; or milestones")
        @Default("cosine")
        Policy schedule,

        @Describe(
                "when the learning rate is multiplied by gamma, in the unit of the training's length: epochs or steps")
        @OnlyWith(option = "schedule", value = "milestones", required = true)
        @Range(min = 0, max = 1e9)
        Optional<List<Double>> milestones,

        @Describe("factor of the learning rate at each milestone; null: 0.1")
        @OnlyWith(option = "schedule", value = "milestones")
        @Range(min = 0, max = 1)
        Optional<Double> gamma,

        @Describe("learning rate from each milestone on, as a share of the peak, instead of gamma")
        @OnlyWith(option = "schedule", value = "milestones")
        @InsteadOf("gamma")
        @Range(min = 0, max = 1000)
        Optional<List<Double>> factors,

        @Describe("exponent of the polynomial; null: 1, a straight line")
        @OnlyWith(option = "schedule", value = "polynomial")
        @Range(min = 0.01, max = 100)
        Optional<Double> power) {
    /**
     * @throws IllegalArgumentException if the milestones do not rise, or a number is given that the schedule does not
     * use
     */
    public RateSchedule {
        boolean stepwise = schedule == Policy.MILESTONES;
        if (milestones.isPresent() != stepwise || ((gamma.isPresent() || factors.isPresent()) && !stepwise)) {
            throw new IllegalArgumentException(
                    "milestones, gamma and factors belong to the schedule milestones, which needs the first");
        }
        if (factors.isPresent()
                && (gamma.isPresent()
                        || factors.get().size() != milestones.orElseThrow().size())) {
            throw new IllegalArgumentException("factors stand instead of gamma, and are as many as milestones");
        }
        if (power.isPresent() && schedule != Policy.POLYNOMIAL) {
            throw new IllegalArgumentException("power belongs to the schedule polynomial");
        }
        milestones = milestones.map(List::copyOf);
        factors = factors.map(List::copyOf);
        gamma = stepwise && factors.isEmpty() ? Optional.of(gamma.orElse(0.1)) : gamma;
        power = schedule == Policy.POLYNOMIAL ? Optional.of(power.orElse(1.0)) : power;
        List<Double> ascending = milestones.orElse(List.of());
        for (int i = 1; i < ascending.size(); i++) {
            if (!(ascending.get(i - 1) < ascending.get(i))) {
                throw new IllegalArgumentException("milestones rise, these do not: " + ascending);
            }
        }
    }

    /** Half a cosine to 0: BEiT, DINO. */
    public static RateSchedule cosine(double learningRate) {
        return plain(learningRate, Policy.COSINE);
    }

    /** Half a cosine to 0 that follows on the warm-up without a step: MAE, MoCo v3. */
    public static RateSchedule continuousCosine(double learningRate) {
        return plain(learningRate, Policy.CONTINUOUS_COSINE);
    }

    /** Half a cosine to 0 that runs from the first step on, whatever the warm-up: timm, DeiT. */
    public static RateSchedule cosineFromStart(double learningRate) {
        return plain(learningRate, Policy.COSINE_FROM_START);
    }

    /** The same rate to the end. */
    public static RateSchedule constant(double learningRate) {
        return plain(learningRate, Policy.CONSTANT);
    }

    private static RateSchedule plain(double learningRate, Policy schedule) {
        return new RateSchedule(
                learningRate, 0, schedule, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A rate that is multiplied by {@code gamma} at each milestone: detection.
     *
     * @param milestones rising, in the unit of the training's length
     */
    public static RateSchedule milestones(double learningRate, double gamma, List<Double> milestones) {
        return new RateSchedule(
                learningRate,
                0,
                Policy.MILESTONES,
                Optional.of(milestones),
                Optional.of(gamma),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A rate that is set anew at each milestone: SlowFast, TimeSformer.
     *
     * @param milestones rising, in the unit of the training's length
     * @param factors the rate from each of them on, as a share of the first
     */
    public static RateSchedule steps(double learningRate, List<Double> milestones, List<Double> factors) {
        return new RateSchedule(
                learningRate,
                0,
                Policy.MILESTONES,
                Optional.of(milestones),
                Optional.empty(),
                Optional.of(factors),
                Optional.empty());
    }

    /** A rate times {@code (1 - step / total)^power}: segmentation. */
    public static RateSchedule polynomial(double learningRate, double power) {
        return new RateSchedule(
                learningRate,
                0,
                Policy.POLYNOMIAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(power));
    }

    /** The same with another minimum. */
    public RateSchedule withMinimum(double rate) {
        return new RateSchedule(learningRate, rate, schedule, milestones, gamma, factors, power);
    }

    /** How the learning rate goes on after the warm-up. */
    public enum Policy {
        /** Half a cosine. Warm-up and cosine share the peak: it holds for two steps, as in BEiT and DINO. */
        COSINE,
        /** Half a cosine that begins where the warm-up would end one step later: MAE and MoCo v3. */
        CONTINUOUS_COSINE,
        /** Half a cosine over the whole training, of which the warm-up replaces the beginning: timm and DeiT. */
        COSINE_FROM_START,
        /** It stays at the peak. */
        CONSTANT,
        /**
         * {@code minimum + (peak - minimum) (1 - step / total)^power}, counted from the first step of the warm-up,
         * which multiplies it, as in MMSegmentation.
         */
        POLYNOMIAL,
        /**
         * It is multiplied by gamma at each milestone, or set to a share of the peak; the warm-up multiplies it too, as
         * in MMDetection.
         */
        MILESTONES
    }
}
