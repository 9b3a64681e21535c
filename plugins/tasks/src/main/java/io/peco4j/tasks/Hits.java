package io.peco4j.tasks;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.Score;
import io.peco4j.nn.metric.Logits;
import java.util.List;

/** Counts how often the right class is first, and among the first five. Of equal logits the lower class is ahead. */
public final class Hits {
    private static final int FIVE = 5;

    private long examples;
    private long first;
    private long amongFive;

    /**
     * Adds a batch.
     *
     * @param logits row by row
     * @throws InvalidInputException PECO-524 if one is not a number
     */
    public void count(float[] logits, long[] labels, int classes) {
        Logits.requireNumbers(logits);
        for (int row = 0; row < labels.length; row++) {
            int own = (int) labels[row];
            float right = logits[row * classes + own];
            int ahead = 0;
            for (int other = 0; other < classes; other++) {
                float against = logits[row * classes + other];
                if (against > right || (against == right && other < own)) {
                    ahead++;
                }
            }
            examples++;
            first += ahead == 0 ? 1 : 0;
            amongFive += ahead < FIVE ? 1 : 0;
        }
    }

    /** In per cent. */
    public double top1() {
        return 100.0 * first / examples;
    }

    /** In per cent. */
    public double top5() {
        return 100.0 * amongFive / examples;
    }

    /** The scores on examples that nothing was trained on: top-1, and top-5 where there are more than five classes. */
    public List<Score> scores(int classes) {
        Score main = Score.percent("top-1", top1());
        return classes > FIVE ? List.of(main, Score.percent("top-5", top5())) : List.of(main);
    }
}
