package io.peco4j.runtime.report;

import io.peco4j.api.task.Score.Better;
import java.util.Optional;

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
        Looks looks) {

    /** Whether the difference can be distinguished from chance. */
    public enum Noise {
        /** The 95 % interval of the paired differences excludes 0. */
        MORE_THAN_THE_NOISE,
        /** The interval holds 0: the difference may be chance. */
        WITHIN_THE_NOISE,
        /** There is one seed only. */
        UNKNOWN,
        /** A score is not a number. */
        NOT_A_NUMBER
    }

    /** Half the width of the 95 % interval of the difference; infinite if there is one seed. */
    public double margin() {
        return change.margin(looks);
    }

    /** Whether the difference can be distinguished from chance. */
    public Noise noise() {
        if (!Double.isFinite(change.mean()) || !Double.isFinite(change.deviation())) {
            return Noise.NOT_A_NUMBER;
        }
        if (change.count() == 1) {
            return Noise.UNKNOWN;
        }
        return Math.abs(change.mean()) > margin() ? Noise.MORE_THAN_THE_NOISE : Noise.WITHIN_THE_NOISE;
    }

    /** What the seeds could have told; empty if there is one seed, if nothing varies, or if a score is no number. */
    Optional<Power> power() {
        return noise() == Noise.UNKNOWN || noise() == Noise.NOT_A_NUMBER || change.deviation() == 0
                ? Optional.empty()
                : Optional.of(new Power(change.deviation(), change.count(), looks));
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
