package io.peco4j.tasks.video;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.nn.video.ViewScores;
import java.util.ArrayList;
import java.util.List;

/** Counts by class how often the right one is first, and among the first five. Used by one thread. */
final class ClassHits {
    private static final int FIVE = 5;

    private final List<String> classes;
    private final long[] clips;
    private final long[] first;
    private final long[] amongFive;

    ClassHits(List<String> classes) {
        this.classes = List.copyOf(classes);
        this.clips = new long[classes.size()];
        this.first = new long[classes.size()];
        this.amongFive = new long[classes.size()];
    }

    /** Adds a clip. */
    void count(ViewScores scores, int label) {
        clips[label]++;
        first[label] += scores.isAmong(label, 1) ? 1 : 0;
        amongFive[label] += scores.isAmong(label, FIVE) ? 1 : 0;
    }

    /** Top-1 first; top-5 where there are more than five classes. */
    List<Score> scores() {
        Score main = Score.percent("top-1", share(sum(first), sum(clips)));
        return classes.size() > FIVE
                ? List.of(main, Score.percent("top-5", share(sum(amongFive), sum(clips))))
                : List.of(main);
    }

    /** The same by class. */
    Table table() {
        List<Table.Row> rows = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            rows.add(new Table.Row(
                    classes.get(label),
                    List.of(
                            (double) clips[label],
                            share(first[label], clips[label]),
                            share(amongFive[label], clips[label]))));
        }
        return new Table("Classes", "Accuracy by class.", List.of("class", "clips", "top-1 (%)", "top-5 (%)"), rows);
    }

    private static double share(long hits, long all) {
        return all == 0 ? Double.NaN : 100.0 * hits / all;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
