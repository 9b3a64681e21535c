package io.peco4j.api.task;

import java.util.List;

/**
 * What a task found out.
 *
 * @param scores the main one first
 * @param pictures to show beside them
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
