package io.peco4j.api.task;

import java.util.List;

/**
 * The results of a task.
 *
 * @param scores the main one first
 * @param pictures to show with them
 */
public record Findings(List<Score> scores, List<Picture> pictures) {
    public Findings {
        scores = List.copyOf(scores);
        pictures = List.copyOf(pictures);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a task has at least one score");
        }
    }
}
