package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Fits a linear classifier to frozen features of the training split and scores it on the validation split.
 *
 * <p>The L2 penalty is chosen on every tenth training example, which the fits that are compared do not see; the chosen
 * one is then fitted to all of them.
 */
final class Probe {
    private static final int HELD_OUT = 10;
    private static final double[] PENALTIES = {1e-4, 1e-3, 1e-2, 1e-1};

    private final int classes;
    private final int batch;
    private final int iterations;
    private final NetworkContext context;

    Probe(int classes, int batch, int iterations, NetworkContext context) {
        this.classes = classes;
        this.batch = batch;
        this.iterations = iterations;
        this.context = context;
    }

    Findings run(Examples examples, Preparation preparation, UnaryOperator<NDArray> network) {
        try (NDManager manager = context.manager().newSubManager();
                Features train = Features.of(examples, Dataset.TRAIN, batch, preparation, network, manager);
                Features validation =
                        Features.of(examples, Dataset.VALIDATION, batch, preparation, network, manager)) {
            double penalty = choosePenalty(train, manager);
            try (Standardisation standardisation = Standardisation.of(train.values());
                    NDArray inputs = standardisation.apply(train.values());
                    NDArray unseen = standardisation.apply(validation.values());
                    NDArray weights =
                            LogisticRegression.fit(inputs, train.labels(), classes, penalty, iterations, manager)) {
                List<Score> scores = new ArrayList<>();
                scores.add(Score.percent("top-1", 100 * accuracy(unseen, validation.labels(), weights)));
                if (classes > 5) {
                    scores.add(Score.percent("top-5", 100 * topFive(unseen, validation.labels(), weights)));
                }
                scores.add(new Score(
                        "top-1 on training examples",
                        100 * accuracy(inputs, train.labels(), weights),
                        "%",
                        Score.Better.NEITHER));
                scores.add(new Score("penalty", penalty, "", Score.Better.NEITHER));
                return new Findings(scores, List.of());
            }
        }
    }

    private double choosePenalty(Features train, NDManager manager) {
        if (train.count() < 2 * HELD_OUT) {
            return PENALTIES[PENALTIES.length - 1];
        }
        try (Features fitted = train.every(HELD_OUT, true, manager);
                Features heldOut = train.every(HELD_OUT, false, manager);
                Standardisation standardisation = Standardisation.of(fitted.values());
                NDArray inputs = standardisation.apply(fitted.values());
                NDArray unseen = standardisation.apply(heldOut.values())) {
            double best = -1;
            double chosen = PENALTIES[0];
            for (double penalty : PENALTIES) {
                try (NDArray weights =
                        LogisticRegression.fit(inputs, fitted.labels(), classes, penalty, iterations, manager)) {
                    double accuracy = accuracy(unseen, heldOut.labels(), weights);
                    // Of equals the stronger penalty: the simpler classifier.
                    if (accuracy >= best) {
                        best = accuracy;
                        chosen = penalty;
                    }
                }
            }
            return chosen;
        }
    }

    private static double accuracy(NDArray inputs, NDArray labels, NDArray weights) {
        long[] predicted = LogisticRegression.predict(inputs, weights).toLongArray();
        long[] truth = labels.toLongArray();
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += predicted[i] == truth[i] ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    private double topFive(NDArray inputs, NDArray labels, NDArray weights) {
        float[] scores = LogisticRegression.scores(inputs, weights).toFloatArray();
        long[] truth = labels.toLongArray();
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            float own = scores[(int) (i * classes + truth[i])];
            int ahead = 0;
            for (int k = 0; k < classes; k++) {
                ahead += scores[i * classes + k] > own ? 1 : 0;
            }
            right += ahead < 5 ? 1 : 0;
        }
        return (double) right / truth.length;
    }
}
