package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LooksTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Places of the variance's logarithm at which the worst rule is computed. */
    private static final double[] GRID =
            IntStream.range(0, 600).mapToDouble(i -> -9 + 12.0 * i / 599).toArray();

    @Test
    void theWorstRuleThatLooksAtSpreadsAloneLeavesNinetyFivePercent() {
        assertThat(worst(Looks.AFTER_EACH_SEED)).isBetween(0.95, 0.952);
        assertThat(worst(Looks.ONCE)).isLessThan(0.9);
    }

    /** Two comparisons with a common part of their noise, and a rule that waits for the wider one. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2, 3, 4, 6, 10})
    void intervalsHoldInStudiesThatStopBySpread(double size) {
        double[] factors = IntStream.rangeClosed(0, Looks.MOST_SEEDS)
                .mapToDouble(n -> n < 3 ? 0 : new Power(1, n, Looks.AFTER_EACH_SEED).smallest())
                .toArray();
        SplittableRandom random = new SplittableRandom(11);
        int studies = 20_000;
        int[] held = new int[2];
        for (int study = 0; study < studies; study++) {
            List<Double> one = new ArrayList<>();
            List<Double> other = new ArrayList<>();
            boolean shows = false;
            while (one.size() < Looks.FEWEST_SEEDS || !shows && one.size() < Looks.MOST_SEEDS) {
                double shared = random.nextGaussian();
                one.add(shared);
                other.add(0.6 * shared + 0.8 * random.nextGaussian());
                double spread = one.size() < 2
                        ? 0
                        : Math.max(
                                Statistic.of(one).deviation(),
                                Statistic.of(other).deviation());
                shows = factors[one.size()] * spread <= size;
            }
            for (List<Double> each : List.of(one, other)) {
                Statistic change = Statistic.of(each);
                held[each == one ? 0 : 1] += Math.abs(change.mean()) <= change.margin(Looks.AFTER_EACH_SEED) ? 1 : 0;
            }
        }
        assertThat(Arrays.stream(held).mapToDouble(count -> (double) count / studies))
                .allSatisfy(share -> assertThat(share).isBetween(0.947, 0.993));
    }

    /**
     * The coverage that is left by the rule which stops wherever that is worse than going on; by induction from the last
     * look.
     */
    private static double worst(Looks looks) {
        double[] value = coverage(Looks.MOST_SEEDS, looks);
        double[] nodes = IntStream.range(0, 200)
                .mapToDouble(i -> NORMAL.inverseCumulativeProbability(0.5 + (i + 0.5) / 400))
                .toArray();
        for (int n = Looks.MOST_SEEDS - 1; n >= Looks.FEWEST_SEEDS; n--) {
            double[] now = coverage(n, looks);
            double[] later = value;
            int seeds = n;
            value = IntStream.range(0, GRID.length)
                    .mapToDouble(i -> {
                        double squares = Math.exp(GRID[i]) * (seeds - 1);
                        double on = Arrays.stream(nodes)
                                .map(z -> at(later, Math.log((squares + z * z) / seeds)))
                                .average()
                                .orElseThrow();
                        return Math.min(now[i], on);
                    })
                    .toArray();
        }
        int freedom = Looks.FEWEST_SEEDS - 1;
        ChiSquaredDistribution squares = ChiSquaredDistribution.of(freedom);
        double[] first = value;
        return IntStream.range(0, 2000)
                .mapToDouble(i -> squares.inverseCumulativeProbability((i + 0.5) / 2000) / freedom)
                .map(variance -> at(first, Math.log(variance)))
                .average()
                .orElseThrow();
    }

    /** By the variance's logarithm: how often the interval holds the mean, which does not depend on the variance. */
    private static double[] coverage(int seeds, Looks looks) {
        double quantile = StudentT.quantile(seeds - 1, looks);
        return Arrays.stream(GRID)
                .map(log -> 2 * NORMAL.cumulativeProbability(quantile * Math.exp(log / 2)) - 1)
                .toArray();
    }

    private static double at(double[] values, double place) {
        double index = Math.max(0, Math.min(values.length - 1.0, (place + 9) / 12 * (values.length - 1)));
        int below = Math.min((int) index, values.length - 2);
        return values[below] + (index - below) * (values[below + 1] - values[below]);
    }
}
