package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.text.Figures;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a reader has to know of the number of seeds before the results, in words. */
final class SeedsVerdict {
    /** What the interval of two seeds is worth. */
    static final String TWO = "Two seeds decide nothing: the interval of a difference reaches 12.7 standard errors to"
            + " each side, four times as far as that of four seeds.";

    private static final String HOW =
            " This rule looks at the spread alone. The intervals are wider for it: they are at"
                    + " 98 %, so that they hold in 95 of 100 studies wherever such a rule stops.";

    private SeedsVerdict() {}

    /** How seeds were added one by one, and why no more were; empty if they were chosen beforehand. */
    static Optional<String> of(RunRecord run, Comparison comparison) {
        return run.stopping().stream()
                .filter(stopping -> comparison.looks() == Looks.AFTER_EACH_SEED)
                .findFirst()
                .map(stopping -> "Seeds were added one by one until a difference of "
                        + Figures.number(stopping.until())
                        + unit(stopping.until(), comparison)
                        + " would show in every comparison of " + SpreadRule.names(comparison)
                        + ", in four of five such studies; "
                        + end(run, stopping, comparison)
                        + HOW);
    }

    private static String end(RunRecord run, Stopping stopping, Comparison comparison) {
        String seeds = "after " + ResultsVerdict.plural(comparison.seeds().size(), "seed");
        OptionalDouble smallest = SpreadRule.smallest(run);
        String shows = smallest.isEmpty() ? "" : shows(smallest.getAsDouble(), comparison);
        if (smallest.isPresent() && smallest.getAsDouble() <= stopping.until()) {
            return seeds + " it would.";
        }
        return switch (stopping.reason()) {
            case WOULD_SHOW -> seeds + " it would not." + shows;
            case OUT_OF_TIME ->
                seeds + " another one would have taken more than the " + Figures.duration(stopping.budget())
                        + " that were allowed, and it would not yet." + shows;
            case MOST_SEEDS ->
                "after " + comparison.seeds().size()
                        + ", the greatest number that the intervals are made for, it would not yet." + shows;
            case FAILED -> seeds + " a stage failed, or a comparison has no number.";
            case GOES_ON -> seeds + " it would not yet, and the run was ended from outside or goes on." + shows;
        };
    }

    private static String shows(double smallest, Comparison comparison) {
        return Double.isInfinite(smallest)
                ? " The noise of a comparison is unknown: its difference is the same in every seed."
                : " A difference of " + Figures.fixed(smallest, Statistic.placesOf(smallest))
                        + SpreadRule.unit(comparison) + " would.";
    }

    private static String unit(double size, Comparison comparison) {
        String unit = SpreadRule.unit(comparison);
        return size == 1 && unit.equals(" points") ? " point" : unit;
    }
}
