package io.peco4j.nn.video;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.nn.metric.Logits;
import java.util.Arrays;

/**
 * What several views of one video together say of its class: TimeSformer's ensemble, which takes logits as they are.
 * Used by one thread.
 */
public final class ViewScores {
    private final Ensemble ensemble;
    private final float[] scores;

    /** How the views of a video are joined. */
    public enum Ensemble {
        /** Their logits are added. */
        SUM,
        /** The largest of each class counts, and 0 where all are negative. */
        MAX
    }

    /** Scores of no view. */
    public ViewScores(Ensemble ensemble, int classes) {
        this.ensemble = ensemble;
        this.scores = new float[classes];
    }

    /**
     * Adds a view.
     *
     * @param logits one a class
     * @throws InvalidInputException PECO-524 if one is not a number
     */
    public void add(float[] logits) {
        Logits.requireNumbers(logits);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = ensemble == Ensemble.SUM ? scores[i] + logits[i] : Math.max(scores[i], logits[i]);
        }
    }

    /** A score a class. */
    public float[] scores() {
        return scores.clone();
    }

    /** The class with the highest score; the first of several. */
    public int best() {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** Whether a class is among the {@code k} with the highest scores; of equal ones the first is ahead. */
    public boolean isAmong(int label, int k) {
        int ahead = 0;
        for (int i = 0; i < scores.length; i++) {
            ahead += scores[i] > scores[label] || (scores[i] == scores[label] && i < label) ? 1 : 0;
        }
        return ahead < k;
    }

    @Override
    public String toString() {
        return ensemble + " " + Arrays.toString(scores);
    }
}
