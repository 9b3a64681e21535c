package io.peco4j.api.task;

import java.util.List;
import java.util.Locale;

/**
 * The results of a task.
 *
 * @param scores the main one first
 * @param pictures to show with them
 * @param tables of figures beside the scores, such as one a class
 */
public record Findings(List<Score> scores, List<Picture> pictures, List<Table> tables) {

    /** @throws IllegalArgumentException if there is no score, or two tables have one title, of any case */
    public Findings {
        scores = List.copyOf(scores);
        pictures = List.copyOf(pictures);
        tables = List.copyOf(tables);
        if (tables.stream()
                        .map(table -> table.title().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < tables.size()) {
            throw new IllegalArgumentException("two tables of one title, which names their files");
        }
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a task has at least one score");
        }
    }

    /** Without tables. */
    public Findings(List<Score> scores, List<Picture> pictures) {
        this(scores, pictures, List.of());
    }
}
