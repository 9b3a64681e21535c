package io.peco4j.runtime.record;

/**
 * How a run came to its number of seeds, where it added them one by one.
 *
 * @param until the difference of the main scores that was to show, in their unit
 * @param budget seconds that it was allowed to take; 0 if they were not limited
 * @param first how many seeds there were at the first look
 * @param reason why it stopped, or that it goes on
 * @param seeds how many there were at the last look; 0 if that is not known, as in records of earlier versions
 * @param study the {@link StudyHash} of the study whose spreads it looked at; empty in records of earlier versions
 */
public record Stopping(
        double until,
        double budget,
        int first,
        Reason reason,
        @Later int seeds,
        @Later String study) {

    /** The same of a study with this {@link StudyHash}, which repeats the one that it looked at. */
    public Stopping repeatedBy(String repetition) {
        return new Stopping(until, budget, first, reason, seeds, repetition);
    }

    /** Why a run stopped adding seeds. */
    public enum Reason {
        /** It has not stopped: another seed follows, or would have if nothing had ended the program. */
        GOES_ON,
        /** A difference of the size that was asked for would have shown. */
        WOULD_SHOW,
        /** Another seed would have taken longer than was left. */
        OUT_OF_TIME,
        /** The greatest number of seeds was reached. */
        MOST_SEEDS,
        /** A stage failed, or no score is a number: further seeds would not help. */
        FAILED
    }
}
