package io.peco4j.runtime.report;

import io.peco4j.api.task.Score.Better;
import io.peco4j.dsl.Published.Relation;
import io.peco4j.dsl.Published.Sign;
import io.peco4j.runtime.report.Difference.Noise;
import org.jspecify.annotations.Nullable;

/**
 * A published relation of two choices beside the measured difference.
 *
 * @param relation as it was published
 * @param difference of the second choice from the first; null if they have no pair of results
 */
record PaperPair(Relation relation, @Nullable Difference difference) {

    /** What the measured difference says of the published relation. */
    enum Outcome {
        /** More than the noise in the published direction, or within the noise where about equal was published. */
        AGREES,
        /** More than the noise in the other direction, or more than the noise where about equal was published. */
        DISAGREES,
        /** A direction was published, and the difference is within the noise. */
        WITHIN_THE_NOISE,
        /** There is one seed only, or every seed has the same difference. */
        NOISE_UNKNOWN,
        /** A result is missing or no number, or no value of the score is better than another. */
        NOT_COMPARED
    }

    Outcome outcome() {
        boolean equal = relation.sign() == Sign.ABOUT_EQUAL;
        if (difference == null || !equal && difference.column().better() == Better.NEITHER) {
            return Outcome.NOT_COMPARED;
        }
        return switch (difference.noise()) {
            case NOT_A_NUMBER -> Outcome.NOT_COMPARED;
            case UNKNOWN, SPREAD_UNKNOWN -> Outcome.NOISE_UNKNOWN;
            case WITHIN_THE_NOISE -> equal ? Outcome.AGREES : Outcome.WITHIN_THE_NOISE;
            case MORE_THAN_THE_NOISE -> !equal && asPublished() ? Outcome.AGREES : Outcome.DISAGREES;
        };
    }

    /** Whether the difference is that of one seed. */
    boolean isOfOneSeed() {
        return difference != null && difference.noise() == Noise.UNKNOWN;
    }

    /** Whether the second choice is better, whatever the noise; false if the difference is missing or zero. */
    boolean asPublished() {
        return difference != null
                && difference.column().prefers(difference.change().mean(), 0);
    }

    /** The measured difference in words: {@code perceptual is 2.3 points better than pixel (...)}. */
    String clause() {
        String first = relation.first();
        String second = relation.second();
        if (difference == null) {
            return first + " and " + second + " have no pair of results";
        }
        String figures = ResultsVerdict.figures(difference);
        if (relation.sign() == Sign.ABOUT_EQUAL && outcome() == Outcome.AGREES) {
            return "no difference beyond the noise between " + second + " and " + first + figures + ", as published";
        }
        String change = difference.isNone()
                ? second + " is exactly as " + first + figures
                : second + " is " + ResultsVerdict.amount(difference) + " " + difference.direction() + " than " + first
                        + figures;
        return change
                + (outcome() == Outcome.DISAGREES ? ", more than the noise" : "")
                + (relation.sign() == Sign.ABOUT_EQUAL ? ", published as about equal" : "");
    }
}
