package io.peco4j.tasks.agreement;

import io.peco4j.api.task.Score;
import java.util.Locale;

/** Counts how often a distance and people find the same picture closer. Equal distances count half. */
final class Agreement {
    private final String name;
    private final boolean byVotes;
    private double agreed;
    private long triplets;
    private long ties;

    /**
     * @param name of the distance
     * @param byVotes whether a triplet counts by the share of the answers that agree, as in BAPPS, or as a whole by the
     *     majority
     */
    Agreement(String name, boolean byVotes) {
        this.name = name;
        this.byVotes = byVotes;
    }

    void count(Triplet triplet, double closer, double farther) {
        double right = byVotes ? triplet.share() : 1;
        triplets++;
        if (closer == farther) {
            ties++;
            agreed += 0.5;
        } else {
            agreed += closer < farther ? right : 1 - right;
        }
    }

    /** From 0 to 1. */
    double value() {
        return agreed / triplets;
    }

    Score score() {
        return Score.percent(name, 100 * value());
    }

    Score low() {
        return new Score(name + ", 95 % from", 100 * interval().low(), "%", Score.Better.NEITHER);
    }

    Score high() {
        return new Score(name + ", 95 % to", 100 * interval().high(), "%", Score.Better.NEITHER);
    }

    /** Such as {@code pixels (L2) 64.1 % (61.4 to 66.6)}. */
    String text() {
        String main = String.format(
                Locale.ROOT,
                "%s %.1f %% (%.1f to %.1f)",
                name,
                100 * value(),
                100 * interval().low(),
                100 * interval().high());
        return ties == 0 ? main : main + ", " + ties + " ties";
    }

    private WilsonInterval interval() {
        return WilsonInterval.of(value(), triplets);
    }
}
