package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.RateSchedule.Policy;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand and formulas written again. */
final class LearningRateTest {

    @Test
    void countsWarmupInSteps() {
        Recipe recipe = Recipe.adamW(RateSchedule.constant(2)).withEpochs(4).withWarmup(Warmup.ofEpochs(0.5));

        LearningRate rate = LearningRate.of(recipe, 6);

        assertThat(rate.warmup()).isEqualTo(3);
        assertThat(rate.total()).isEqualTo(24);
        assertThat(rates(rate)).startsWith(0, 1, 2, 2).endsWith(2.0);
    }

    @Test
    void aWarmupEndsWithTheTraining() {
        Recipe recipe = Recipe.adamW(1).withSteps(40);
        assertThat(LearningRate.of(recipe.withWarmup(Warmup.ofSteps(11)), 8).warmup())
                .isEqualTo(11);
        assertThat(LearningRate.of(recipe.withWarmup(Warmup.ofSteps(99)), 8).warmup())
                .isEqualTo(40);
        assertThat(LearningRate.of(recipe.withWarmup(Warmup.ofEpochs(1.5)), 8).warmup())
                .isEqualTo(12);
    }

    /**
     * torch's MultiStepLR(milestones = [2, 3], gamma = 0.1), three steps per epoch: the milestone's own epoch is lower.
     */
    @Test
    void milestonesInEpochsLowerTheRateFromTheirFirstStepOn() {
        Recipe recipe = Recipe.adamW(RateSchedule.milestones(0.02, 0.1, List.of(2.0, 3.0)))
                .withEpochs(4);
        assertThat(rates(LearningRate.of(recipe, 3)))
                .containsExactly(
                        new double[] {0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.002, 0.002, 0.002, 0.0002, 0.0002, 0.0002},
                        within(1e-15));
    }

    @Test
    void milestonesOfALengthInStepsAreSteps() {
        RateSchedule schedule = RateSchedule.milestones(1, 0.5, List.of(2.0, 4.0, 9.0));
        assertThat(rates(LearningRate.of(Recipe.adamW(schedule).withSteps(6), 3)))
                .containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25);
        assertThat(rates(LearningRate.of(Recipe.adamW(schedule.withMinimum(0.4)).withSteps(6), 3)))
                .containsExactly(1, 1, 0.5, 0.5, 0.4, 0.4);
    }

    /** MMCV's PolyLrUpdaterHook: the warm-up multiplies a rate that falls already. */
    @Test
    void aPolynomialFallsDuringItsWarmup() {
        Recipe recipe = Recipe.adamW(RateSchedule.polynomial(4e-4, 0.9).withMinimum(1e-5))
                .withSteps(10)
                .withWarmup(Warmup.ofSteps(4).from(0.25));
        LearningRate rate = LearningRate.of(recipe, 3);
        for (int i = 0; i < 10; i++) {
            double regular = Math.pow(1 - i / 10.0, 0.9) * (4e-4 - 1e-5) + 1e-5;
            double expected = i >= 4 ? regular : regular * (1 - (1 - i / 4.0) * (1 - 0.25));
            assertThat(rate.at(i)).as("step " + i).isCloseTo(expected, within(1e-15));
        }
        assertThat(rate.at(0)).isCloseTo(1e-4, within(1e-15));
        assertThat(rate.at(10)).isCloseTo(1e-5, within(1e-15));
    }

    @Test
    void aLineIsAPolynomialOfPowerOne() {
        LearningRate rate =
                LearningRate.of(Recipe.adamW(RateSchedule.polynomial(8, 1)).withSteps(4), 100);
        assertThat(rates(rate)).containsExactly(8, 6, 4, 2);
    }

    /** DINO's cosine_scheduler(0.04, 0.4) over four steps. */
    @Test
    void weightDecayMovesAlongACosineThatTheWarmupDoesNotShift() {
        DecaySchedule decay = new DecaySchedule(WeightDecay.between(0.04, 0.4), 4);
        assertThat(LongStream.range(0, 4).mapToDouble(decay::at).toArray())
                .containsExactly(new double[] {0.04, 0.09272078, 0.22, 0.34727922}, within(1e-8));
        assertThat(new DecaySchedule(WeightDecay.constant(0.1), 4).at(3)).isEqualTo(0.1);
    }

    @Property(tries = 200)
    void risesInTheWarmupAndOnlyFallsAfterItBetweenItsEnds(
            @ForAll @IntRange(min = 1, max = 200) int total,
            @ForAll @IntRange(min = 0, max = 200) int warmup,
            @ForAll @DoubleRange(min = 0.1, max = 1) double peak,
            @ForAll Policy policy) {
        LearningRate rate = LearningRate.of(
                Recipe.adamW(schedule(policy, peak).withMinimum(0.1))
                        .withSteps(total)
                        .withWarmup(Warmup.ofSteps(warmup)),
                7);

        for (long step = 0; step < rate.warmup(); step++) {
            assertThat(rate.at(step)).isBetween(0.0, peak + 1e-12);
        }
        for (long step = rate.warmup(); step < total; step++) {
            assertThat(rate.at(step)).isBetween(0.1 - 1e-12, peak + 1e-12);
            if (step > rate.warmup()) {
                assertThat(rate.at(step)).isLessThanOrEqualTo(rate.at(step - 1));
            }
        }
        if (policy != Policy.POLYNOMIAL && policy != Policy.MILESTONES) {
            for (long step = 1; step < rate.warmup(); step++) {
                assertThat(rate.at(step)).isGreaterThanOrEqualTo(rate.at(step - 1));
            }
        }
    }

    private static RateSchedule schedule(Policy policy, double peak) {
        return switch (policy) {
            case COSINE -> RateSchedule.cosine(peak);
            case CONTINUOUS_COSINE -> RateSchedule.continuousCosine(peak);
            case COSINE_FROM_START -> RateSchedule.cosineFromStart(peak);
            case CONSTANT -> RateSchedule.constant(peak);
            case POLYNOMIAL -> RateSchedule.polynomial(peak, 0.9);
            case MILESTONES -> RateSchedule.milestones(peak, 0.5, List.of(3.0, 50.0));
        };
    }

    private static double[] rates(LearningRate rate) {
        return LongStream.range(0, rate.total()).mapToDouble(rate::at).toArray();
    }
}
