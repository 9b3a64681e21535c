package io.peco4j.runtime.report;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Score.Better;

/**
 * A column of the comparison: one score of one task.
 *
 * @param task the study's name of the task
 * @param score the score's name
 * @param unit the score's unit; may be empty
 * @param better which way is better
 */
public record Column(String task, String score, String unit, Better better) {

    /** That of a task's score. */
    public static Column of(String task, Score score) {
        return new Column(task, score.name(), score.unit(), score.better());
    }

    /** Task, score and unit, such as {@code linear-probe: top-1 (%)}. */
    public String title() {
        return task + ": " + score + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    /** Whether some values are better than others. */
    boolean judges() {
        return better != Better.NEITHER;
    }

    /** Whether the first value is better than the second; false if no way is better. */
    boolean prefers(double first, double second) {
        return switch (better) {
            case HIGHER -> first > second;
            case LOWER -> first < second;
            case NEITHER -> false;
        };
    }
}
