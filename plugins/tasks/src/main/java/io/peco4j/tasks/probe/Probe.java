package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.tasks.Hits;
import io.peco4j.tasks.LabelShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Fits a linear classifier to frozen features of the training split and scores it on the validation split.
 *
 * <p>The L2 penalty is chosen on every tenth training example of each class, which the fits that are compared do not
 * see; the chosen one is then fitted to all of them. Of fewer than 200 examples, or of one a class, none is held out:
 * the strongest penalty is taken.
 */
final class Probe {
    /** A tenth of fewer examples says nothing of a penalty: the choice would hang on which ones they are. */
    private static final int FEWEST = 200;

    /** Logits that are read at once: all of a large data set are more than a Java array holds. */
    private static final int LOGITS = 1 << 24;

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

    /** What was fitted; closed after the call that it is passed to. */
    record Fitted(Standardisation standardisation, NDArray weights) {}

    Findings run(
            Examples examples,
            LabelShare labels,
            Preparation preparation,
            UnaryOperator<NDArray> network,
            Consumer<Fitted> fitted) {
        Split learned = labels.of(examples.dataset().split(Dataset.TRAIN));
        Split scored = examples.dataset().split(Dataset.VALIDATION);
        try (NDManager manager = context.manager().newSubManager();
                Features train = Features.of(examples, learned, batch, preparation, network, manager);
                Features validation = Features.of(examples, scored, batch, preparation, network, manager)) {
            double penalty = choosePenalty(train, manager);
            try (Standardisation standardisation = Standardisation.of(train.values());
                    NDArray inputs = standardisation.apply(train.values());
                    NDArray unseen = standardisation.apply(validation.values());
                    NDArray weights =
                            LogisticRegression.fit(inputs, train.labels(), classes, penalty, iterations, manager)) {
                fitted.accept(new Fitted(standardisation, weights));
                List<Score> scores = new ArrayList<>(
                        hits(unseen, validation.labels(), weights).scores(classes));
                scores.add(new Score(
                        "top-1 on training examples",
                        hits(inputs, train.labels(), weights).top1(),
                        "%",
                        Score.Better.NEITHER));
                scores.add(new Score("penalty", penalty, "", Score.Better.NEITHER));
                return new Findings(scores, List.of());
            }
        }
    }

    private double choosePenalty(Features train, NDManager manager) {
        HeldOut parts = HeldOut.tenth(train.labels().toLongArray());
        if (train.count() < FEWEST || parts.heldOut().length == 0) {
            return PENALTIES[PENALTIES.length - 1];
        }
        try (Features fitted = train.rows(parts.fitted(), manager);
                Features heldOut = train.rows(parts.heldOut(), manager);
                Standardisation standardisation = Standardisation.of(fitted.values());
                NDArray inputs = standardisation.apply(fitted.values());
                NDArray unseen = standardisation.apply(heldOut.values())) {
            double best = -1;
            double chosen = PENALTIES[0];
            for (double penalty : PENALTIES) {
                try (NDArray weights =
                        LogisticRegression.fit(inputs, fitted.labels(), classes, penalty, iterations, manager)) {
                    double accuracy = hits(unseen, heldOut.labels(), weights).top1();
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

    private Hits hits(NDArray inputs, NDArray labels, NDArray weights) {
        Hits hits = new Hits();
        long[] classOf = labels.toLongArray();
        int rows = Math.max(1, LOGITS / classes);
        for (int from = 0; from < classOf.length; from += rows) {
            int to = Math.min(classOf.length, from + rows);
            try (NDArray part = inputs.get(new NDIndex(from + ":" + to));
                    NDArray scores = LogisticRegression.scores(part, weights)) {
                hits.count(scores.toFloatArray(), Arrays.copyOfRange(classOf, from, to), classes);
            }
        }
        return hits;
    }
}
