package io.peco4j.bench;

import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.bench.peer.Peer;
import io.peco4j.bench.peer.PeerNetwork;
import io.peco4j.runtime.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A training step of ours beside that of the same network as the original code runs it: operator by operator on the
 * same engine, from the same weights, on the same rows.
 *
 * <p>{@code ratio} is the median over pairs of the peer's time by ours: above 1, ours is faster. {@code loss-gap}
 * shows that both compute the same thing, {@code last-loss-gap} that they still do after as many updates. The
 * matrix-product peak is the better one of before and after.
 *
 * @param group start of the name
 * @param training ours
 * @param network makes the peer's text for the weights of ours
 * @param pairs of steps that count
 */
record PeerCase(String group, Training training, Originals network, Precision precision, int pairs)
        implements BenchCase {
    private static final int WARMUP = 2;
    private static final double RATE = 5e-4;

    /** Writes the original. */
    interface Originals {
        /** The network of a learner's weights. */
        PeerNetwork of(Learner learner, Precision precision);
    }

    @Override
    public String name() {
        return group + "-" + precision.name().toLowerCase(Locale.ROOT) + "-" + training.name();
    }

    @Override
    public boolean onlyByName() {
        return true;
    }

    @Override
    public BenchResult run(BenchContext context) {
        double before = context.peakNow(precision);
        try (Training.Opened open = training.open(context, precision)) {
            PairedSteps steps = steps(open, context);
            double flops = open.learner().flopsPerExample() * training.batch();
            return result(steps, flops, Math.max(before, context.peakNow(precision)));
        }
    }

    /** The training and that of its peer. */
    PairedSteps steps(Training.Opened open, BenchContext context) {
        Learner learner = open.learner();
        PreparedRows rows = rows(open);
        Recipe recipe = recipe(learner, WARMUP + pairs);
        try (Peer peer = new Peer(network.of(learner, precision), learner, recipe, rows.portion())) {
            PairedSteps steps = new PairedSteps(peer::step, WARMUP);
            Trainer.train(
                    new ShortRun(learner, recipe, rows.preparation()), rows, StepTimes.plan(this, context), steps);
            return steps;
        }
    }

    /** What every step of both sees. */
    PreparedRows rows(Training.Opened open) {
        return PreparedRows.of(open.split(), open.learner().preparation(), training.batch());
    }

    /** How both are trained. */
    Recipe recipe(Learner learner, int steps) {
        return learner.recipe()
                .withEpochs(steps)
                .withBatch(training.batch())
                .withMicroBatch(0)
                .withRate(RateSchedule.constant(RATE))
                .withWarmup(Warmup.ofEpochs(0));
    }

    private BenchResult result(PairedSteps steps, double flops, double peak) {
        double speed = flops / steps.best();
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("ratio", steps.ratio());
        more.put("best-milliseconds", 1e3 * steps.best());
        more.put("peer-best-milliseconds", 1e3 * steps.peerBest());
        more.put("peer-peak-fraction", flops / steps.peerBest() / peak);
        more.put("loss-gap", steps.gap(0));
        more.put("last-loss-gap", steps.lastGap());
        return new BenchResult(name(), training.batch() / steps.best(), speed, speed / peak, more);
    }
}
