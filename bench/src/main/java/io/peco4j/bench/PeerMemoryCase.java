package io.peco4j.bench;

import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.bench.peer.Peer;
import io.peco4j.runtime.train.Trainer;
import java.util.Locale;
import java.util.Map;

/**
 * What a process holds at most that makes steps of ours, or steps of the original: Java, the engine and the tensors,
 * each in a process of its own.
 *
 * @param of ours and the original
 * @param original whether its steps are made, in place of ours
 */
record PeerMemoryCase(PeerCase of, boolean original) implements LongCase {
    /** The optimiser's moments are there after the first. */
    private static final int STEPS = 3;

    @Override
    public String name() {
        return "peer-memory-" + of.precision().name().toLowerCase(Locale.ROOT) + "-"
                + of.training().name() + (original ? "-original" : "");
    }

    @Override
    public BenchResult run(BenchContext context) {
        long started = System.nanoTime();
        Training.Opened open = of.training().open(context, of.precision());
        Learner learner = open.learner();
        PreparedRows rows = of.rows(open);
        Recipe recipe = of.recipe(learner, STEPS);
        if (original) {
            try (Peer peer = new Peer(of.network().of(learner, of.precision()), learner, recipe, rows.portion())) {
                open.close();
                ResidentSize.forgetPeak();
                for (int i = 0; i < STEPS; i++) {
                    peer.step();
                }
            }
        } else {
            try (open) {
                ResidentSize.forgetPeak();
                Trainer.train(
                        new ShortRun(learner, recipe, rows.preparation()),
                        rows,
                        StepTimes.plan(this, context),
                        event -> {});
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        double images = (double) STEPS * of.training().batch();
        Map<String, Double> peak = Map.of("peak-bytes", ResidentSize.peak());
        return new BenchResult(name(), images / seconds, Double.NaN, Double.NaN, peak);
    }
}
