package io.peco4j.api.task;

import java.util.List;

/**
 * The results of a task.
 *
 * @param scores the main one first
 * @param pictures to show with them
 * @param tables of figures beside the scores, such as one a class
 */
public record Findings(List<Score> scores, List<Picture> pictures, List<Table> tables) {

    /** @throws IllegalArgumentException if there is no score */
    public Findings {
        scores = List.copyOf(scores);
        pictures = List.copyOf(pictures);
        tables = List.copyOf(tables);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a task has at least one score");
        }
    }

    /** Without tables. */
    public Findings(List<Score> scores, List<Picture> pictures) {
        this(scores, pictures, List.of());
    }
}
