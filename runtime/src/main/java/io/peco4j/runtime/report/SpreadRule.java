package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Difference.Noise;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * When a study has enough seeds: as soon as a true difference of a given size would be more than the noise in four of
 * five repetitions, in each comparison of main scores of one unit. Looks at spreads alone, never at means: see
 * {@link Looks}.
 */
public final class SpreadRule {
    private static final String PERCENT = "%";

    private SpreadRule() {}

    /**
     * The smallest true difference that every comparison of the scores that are judged would have told; 0 if nothing
     * varies over the seeds, infinite if the spread of a comparison is unknown. Judged are main scores of one unit: the
     * percentages, or where there is none, those of the unit of the first.
     *
     * @return in points or in that unit; empty if nothing is compared, or a comparison has no numbers of two seeds
     */
    public static OptionalDouble smallest(RunRecord run) {
        Comparison comparison = Comparison.of(run);
        List<Column> judged = judged(comparison);
        List<Difference> differences = comparison.differences().stream()
                .filter(each -> judged.contains(each.column()))
                .toList();
        boolean numbers = differences.size() == comparisons(run, comparison, judged)
                && differences.stream()
                        .allMatch(each -> each.noise() != Noise.UNKNOWN && each.noise() != Noise.NOT_A_NUMBER);
        return numbers ? differences.stream().mapToDouble(SpreadRule::smallest).max() : OptionalDouble.empty();
    }

    /** How many there are to be, with those that lack their results. */
    private static int comparisons(RunRecord run, Comparison comparison, List<Column> judged) {
        return comparison.axes().stream()
                .mapToInt(axis ->
                        (comparison.choices().getOrDefault(axis, List.of()).size() - 1)
                                * (int) judged.stream()
                                        .filter(column -> run.cells().stream()
                                                .anyMatch(cell -> cell.task().equals(column.task())
                                                        && cell.axes().containsKey(axis)))
                                        .count())
                .sum();
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

    /** What is judged, such as {@code probe (top-1), knn (top-1)}. */
    static String names(Comparison comparison) {
        return judged(comparison).stream()
                .map(column -> column.task() + " (" + column.score() + ")")
                .collect(Collectors.joining(", "));
    }

    private static List<Column> judged(Comparison comparison) {
        List<String> units = comparison.main().stream().map(Column::unit).toList();
        return comparison.main().stream()
                .filter(column -> column.unit().equals(units.contains(PERCENT) ? PERCENT : units.get(0)))
                .toList();
    }
}
