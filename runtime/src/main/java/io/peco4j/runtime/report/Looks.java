package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import java.util.List;

/**
 * How the number of seeds came about, which decides how wide an interval is that holds the true difference in 95 of 100
 * studies.
 *
 * <p>With seeds that were chosen beforehand it is Student's. Where seeds were added until the spread was small enough,
 * it is Student's at 98 % instead. The rule never looks at the means. So whatever it did, the mean of the seeds is as
 * good as that of a fixed number: for normal differences it does not depend on how they deviate from each other (Stein
 * 1945, "A two-sample test for a linear hypothesis whose power is independent of the variance"). The spread is not: a
 * study that stops once it looks small has underestimated it more often than not (Starr 1966, "The performance of a
 * sequential procedure for the fixed-width interval estimation of the mean"). At 98 %, what is left is 95.06 % under
 * the worst of all rules that look at spreads alone after each of 3 to {@value #MOST_SEEDS} seeds; the worst rule is
 * the solution of an optimal stopping problem (Chow, Robbins and Siegmund 1971, "Great Expectations"). It covers studies
 * that stop for the largest of several spreads, or because time is up.
 */
public enum Looks {
    /** The seeds were chosen before anything was measured. */
    ONCE(0.025),

    /** A seed was added as often as the spread asked for it. */
    AFTER_EACH_SEED(0.01);

    /** The first look: two seeds say nothing of the spread. */
    public static final int FEWEST_SEEDS = 3;

    /** The last look. */
    public static final int MOST_SEEDS = 20;

    private final double tail;

    Looks(double tail) {
        this.tail = tail;
    }

    /** How a run came to its seeds; fewer than those of the first look are none that it led to. */
    public static Looks of(RunRecord run) {
        long seeds = run.cells().stream().map(RunRecord.Cell::seed).distinct().count();
        return of(run.stopping(), seeds);
    }

    /** How that number of seeds comes about in a run with this rule, or with none. */
    static Looks of(List<Stopping> stopping, long seeds) {
        return stopping.stream().anyMatch(rule -> seeds >= rule.first()) ? AFTER_EACH_SEED : ONCE;
    }

    /** The one with the wider intervals: what two runs have in common is as each of them came to it. */
    public Looks wider(Looks other) {
        return tail <= other.tail ? this : other;
    }

    /** The probability beyond each end of the interval, as far as a single look is concerned. */
    double tail() {
        return tail;
    }
}
