package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
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

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private SeedsVerdict() {}

    /**
     * How seeds were added one by one, why no more were, and whether the seeds are still those; empty if they were
     * chosen beforehand.
     */
    static Optional<String> of(RunRecord run, Comparison comparison) {
        return run.stopping().stream()
                .filter(stopping -> comparison.looks() == Looks.AFTER_EACH_SEED)
                .findFirst()
                .map(stopping -> words(run, stopping, comparison));
    }

    private static String words(RunRecord run, Stopping stopping, Comparison comparison) {
        int now = comparison.seeds().size();
        int then = stopping.seeds() > 0 ? stopping.seeds() : Math.min(now, Looks.MOST_SEEDS);
        OptionalDouble smallest = SpreadRule.smallest(run);
        boolean would =
                then == now ? smallest.orElse(NEVER) <= stopping.until() : stopping.reason() == Reason.WOULD_SHOW;
        return (then < now ? "Of " + now + " seeds, " + then : "Seeds")
                + " were added one by one until a difference of "
                + Figures.number(stopping.until())
                + unit(stopping.until(), comparison)
                + " would show in every comparison of " + SpreadRule.names(comparison)
                + ", in four of five such studies; "
                + (would ? "after " + ResultsVerdict.plural(then, "seed") + " it would." : end(stopping, then))
                + (then == now
                        ? would || stopping.reason() == Reason.FAILED ? "" : shows(" ", "", smallest, comparison)
                        : others(then, now) + shows(" With these " + now + ", ", " show", smallest, comparison))
                + HOW;
    }

    /** Why it stopped where the difference would not show. */
    private static String end(Stopping stopping, int then) {
        String seeds = "after " + ResultsVerdict.plural(then, "seed");
        return switch (stopping.reason()) {
            case WOULD_SHOW -> seeds + " it would not.";
            case OUT_OF_TIME ->
                seeds + " another one would have taken more than the " + Figures.duration(stopping.budget())
                        + " that were allowed, and it would not yet.";
            case MOST_SEEDS ->
                "after " + then + ", the greatest number that the intervals are made for, it would not yet.";
            case FAILED -> seeds + " a stage failed, or a comparison has no number.";
            case GOES_ON -> seeds + " it would not yet, and the run was ended from outside or goes on.";
        };
    }

    /** Where a later run was asked for another number of seeds than the rule led to. */
    private static String others(int then, int now) {
        if (now < then) {
            return " Of these, " + now + " are in this run.";
        }
        return now - then == 1 ? " The other one was asked for." : " The other " + (now - then) + " were asked for.";
    }

    private static String shows(String before, String after, OptionalDouble smallest, Comparison comparison) {
        if (smallest.isEmpty()) {
            return "";
        }
        double size = smallest.getAsDouble();
        if (Double.isInfinite(size)) {
            return " The noise of a comparison is unknown: its difference is the same in every seed.";
        }
        String difference = " difference of " + Figures.fixed(size, Statistic.placesOf(size));
        return before + (before.isBlank() ? "A" : "a") + difference + SpreadRule.unit(comparison) + " would" + after
                + ".";
    }

    private static String unit(double size, Comparison comparison) {
        String unit = SpreadRule.unit(comparison);
        return size == 1 && unit.equals(" points") ? " point" : unit;
    }
}
