package io.peco4j.runtime.report;

import io.peco4j.api.task.Score.Better;
import io.peco4j.runtime.text.Figures;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a choice on one axis differs from the first choice on that axis, in one task's main score.
 *
 * <p>The other axes and the seeds are equal on both sides of each pair. Pairs of one seed are averaged first, because
 * they share networks and are no independent repetitions; the noise is that of the seeds' averages.
 *
 * @param axis such as {@code tokenizer}
 * @param baseline the first choice on it
 * @param choice the choice that is compared with it
 * @param column the task and its main score
 * @param of the baseline's scores over the seeds
 * @param to the choice's scores over the seeds
 * @param change the paired differences, choice minus baseline, over the seeds
 * @param left how many pairs are left out, because not every seed that counts has one of their combination
 * @param looks how the number of seeds came about
 */
public record Difference(
        String axis,
        String baseline,
        String choice,
        Column column,
        Statistic of,
        Statistic to,
        Statistic change,
        int left,
        Looks looks) {
    /** Deviations below this share of the scores are those of rounding. */
    private static final double ROUNDING = 1e-9;

    private static final int MOST_PLACES = 6;

    /** Whether the difference can be distinguished from chance. */
    public enum Noise {
        /** The 95 % interval of the paired differences excludes 0. */
        MORE_THAN_THE_NOISE,
        /** The interval holds 0: the difference may be chance. */
        WITHIN_THE_NOISE,
        /** There is one seed only. */
        UNKNOWN,
        /** The scores differ over the seeds, but each seed has the same difference: it is not known how it varies. */
        SPREAD_UNKNOWN,
        /** A score is not a number. */
        NOT_A_NUMBER
    }

    /**
     * The difference of paired scores.
     *
     * @param axis empty where no single choice makes the difference, and so are the choices then
     * @param before the baseline's scores by seed, at least one
     * @param after the choice's, of the same seeds
     */
    public static Difference of(
            String axis,
            String baseline,
            String choice,
            Column column,
            List<Double> before,
            List<Double> after,
            int left,
            Looks looks) {
        List<Double> change = IntStream.range(0, before.size())
                .mapToObj(i -> after.get(i) - before.get(i))
                .toList();
        return new Difference(
                axis,
                baseline,
                choice,
                column,
                Statistic.of(before),
                Statistic.of(after),
                Statistic.of(change),
                left,
                looks);
    }

    /** Half the width of the 95 % interval of the difference; infinite if its spread over the seeds is unknown. */
    public double margin() {
        return isSpreadUnknown() ? Double.POSITIVE_INFINITY : change.margin(looks);
    }

    /** Whether the difference can be distinguished from chance. */
    public Noise noise() {
        if (!Double.isFinite(change.mean()) || !Double.isFinite(change.deviation())) {
            return Noise.NOT_A_NUMBER;
        }
        if (change.count() == 1) {
            return Noise.UNKNOWN;
        }
        if (isSpreadUnknown()) {
            return Noise.SPREAD_UNKNOWN;
        }
        return Math.abs(change.mean()) > Math.max(margin(), rounding())
                ? Noise.MORE_THAN_THE_NOISE
                : Noise.WITHIN_THE_NOISE;
    }

    /** What the seeds could have told; empty if the difference does not vary over them, or if a score is no number. */
    Optional<Power> power() {
        return change.deviation() > rounding() && Double.isFinite(change.deviation())
                ? Optional.of(new Power(change.deviation(), change.count(), looks))
                : Optional.empty();
    }

    /** Scores of few steps, such as shares of few pictures, have equal differences by chance. */
    private boolean isSpreadUnknown() {
        return change.count() > 1
                && change.deviation() <= rounding()
                && Math.max(of.deviation(), to.deviation()) > rounding();
    }

    /** The ends of the 95 % interval, with places enough for both their signs; empty if its width is unknown. */
    Optional<String> interval() {
        double low = change.mean() - margin();
        double high = change.mean() + margin();
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return Optional.empty();
        }
        int places = Math.max(places(low), places(high));
        return Optional.of(Figures.fixed(low, places) + " to " + Figures.fixed(high, places));
    }

    /** As many places after the point as the scores have, and more where the figure would vanish. */
    public int places(double figure) {
        int places = Math.max(of.places(), to.places());
        double size = Math.abs(figure);
        while (places < MOST_PLACES && size > rounding() && size < 0.5 * Math.pow(10, -places)) {
            places++;
        }
        return places;
    }

    private double rounding() {
        return ROUNDING * Math.max(Math.abs(of.mean()) + of.deviation(), Math.abs(to.mean()) + to.deviation());
    }

    /** Whether nothing differs but the last bits of the means. */
    public boolean isNone() {
        return Math.abs(change.mean()) <= rounding();
    }

    /** Which way it goes, in a word: {@code better}, {@code worse}, or {@code higher}, {@code lower}. */
    public String direction() {
        boolean up = change.mean() > 0;
        if (column.better() == Better.NEITHER) {
            return up ? "higher" : "lower";
        }
        return up == (column.better() == Better.HIGHER) ? "better" : "worse";
    }
}
