package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Recipe.Schedule;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LearningRateTest {

    @Test
    void countsWarmupInSteps() {
        Recipe recipe = new Recipe(4, 8, 0, 2, 0.5, Schedule.CONSTANT, 0.5, 0, 0.9, 0.999, 0);

        LearningRate rate = LearningRate.of(recipe, 6);

        assertThat(rate.warmup()).isEqualTo(3);
        assertThat(rate.total()).isEqualTo(24);
        assertThat(new double[] {rate.at(0), rate.at(1), rate.at(2), rate.at(3), rate.at(23)})
                .containsExactly(0, 1, 2, 2, 2);
    }

    @Test
    void stepsReplaceTheEpochsOfAWarmupButSwitchNoneOn() {
        assertThat(new LearningRate.Span(5, 8, 1, 0).warmup()).isEqualTo(8);
        assertThat(new LearningRate.Span(5, 8, 1, 11).warmup()).isEqualTo(11);
        assertThat(new LearningRate.Span(5, 8, 0, 11).warmup()).isZero();
        assertThat(new LearningRate.Span(5, 8, 1, 99).warmup()).isEqualTo(40);
    }

    @Property(tries = 200)
    void risesInTheWarmupAndOnlyFallsAfterItBetweenItsEnds(
            @ForAll @IntRange(min = 1, max = 200) int total,
            @ForAll @IntRange(min = 0, max = 200) int warmup,
            @ForAll @DoubleRange(min = 0.1, max = 1) double peak,
            @ForAll Schedule schedule) {
        LearningRate rate = new LearningRate(peak, 0.1, Math.min(warmup, total), total, schedule);

        for (long step = 1; step < rate.warmup(); step++) {
            assertThat(rate.at(step)).isBetween(rate.at(step - 1), peak + 1e-12);
        }
        for (long step = rate.warmup(); step < total; step++) {
            assertThat(rate.at(step)).isBetween(0.1 - 1e-12, peak + 1e-12);
            if (step > rate.warmup()) {
                assertThat(rate.at(step)).isLessThanOrEqualTo(rate.at(step - 1));
            }
        }
    }
}
