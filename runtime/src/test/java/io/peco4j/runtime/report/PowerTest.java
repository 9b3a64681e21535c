package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PowerTest {
    /** The usual small, medium and large effects of a paired t test, as tables of its power have them. */
    @ParameterizedTest
    @CsvSource({"0.2, 199", "0.5, 34", "0.8, 15"})
    void theSeedsThatADifferenceTakesAreThoseOfTheTables(double effect, int seeds) {
        Power power = new Power(3, 2);
        assertThat(power.seedsFor(effect * 3)).hasValue(seeds);
        assertThat(new Power(3, seeds).smallest()).isLessThanOrEqualTo(effect * 3);
        assertThat(new Power(3, seeds - 1).smallest()).isGreaterThan(effect * 3);
    }

    /** Their sum rounds, and the mean of it is not quite their value. */
    @Test
    void equalValuesDoNotDeviate() {
        assertThat(Statistic.of(List.of(12.7, 12.7, 12.7)).text()).isEqualTo("12.7 ± 0.0");
    }

    @Test
    void aDifferenceThatNoNumberOfSeedsTellsHasNone() {
        assertThat(new Power(1000, 3).seedsFor(1)).isEmpty();
    }

    /** With few seeds the deviation is estimated badly, which formulas for many seeds pass over. */
    @ParameterizedTest
    @CsvSource({"2", "3", "5"})
    void fourOfFiveStudiesTellTheSmallestDifference(int seeds) {
        double smallest = new Power(2, seeds).smallest();
        SplittableRandom random = new SplittableRandom(5);
        int studies = 20_000;
        long told = IntStream.range(0, studies)
                .filter(study -> {
                    List<Double> changes = DoubleStream.generate(() -> random.nextGaussian(smallest, 2))
                            .limit(seeds)
                            .boxed()
                            .toList();
                    Statistic change = Statistic.of(changes);
                    return Math.abs(change.mean()) > change.margin();
                })
                .count();
        assertThat((double) told / studies).isCloseTo(0.8, within(0.01));
    }
}
