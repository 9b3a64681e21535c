package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Difference.Noise;
import java.util.List;
import java.util.OptionalDouble;

/**
 * When a study has enough seeds: as soon as a true difference of a given size would be more than the noise in four of
 * five repetitions, in each comparison of main scores. Looks at spreads alone, never at means: see {@link Looks}.
 */
public final class SpreadRule {
    private static final String PERCENT = "%";

    private SpreadRule() {}

    /**
     * The smallest true difference that every comparison would have told; 0 if nothing varies over the seeds, infinite
     * if the spread of a comparison is unknown.
     *
     * @return in points, where a main score is a percentage, else in the scores' own unit; empty if no two choices have
     *     numbers of two seeds in common
     */
    public static OptionalDouble smallest(RunRecord run) {
        Comparison comparison = Comparison.of(run);
        List<Column> judged = judged(comparison);
        return comparison.differences().stream()
                .filter(each -> judged.contains(each.column()))
                .filter(each -> each.noise() != Noise.UNKNOWN && each.noise() != Noise.NOT_A_NUMBER)
                .mapToDouble(SpreadRule::smallest)
                .max();
    }

    private static double smallest(Difference each) {
        return each.noise() == Noise.SPREAD_UNKNOWN
                ? Double.POSITIVE_INFINITY
                : each.power().map(Power::smallest).orElse(0.0);
    }

    /** The unit of what {@link #smallest} says, after a space; empty if there is none. */
    static String unit(Comparison comparison) {
        return judged(comparison).stream().findFirst().map(ResultsVerdict::unit).orElse("");
    }

    private static List<Column> judged(Comparison comparison) {
        List<Column> points = comparison.main().stream()
                .filter(column -> column.unit().equals(PERCENT))
                .toList();
        return points.isEmpty() ? comparison.main() : points;
    }
}
