package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import java.util.Locale;
import java.util.Map;

/** The steps of a pretraining at the paper's size, with the loader, as a share of the matrix-product peak. */
record PretrainingShareCase(Training training, Precision precision) implements BenchCase {
    private static final int STEPS = 4;

    @Override
    public String name() {
        return "pretraining-share-" + precision.name().toLowerCase(Locale.ROOT) + "-" + training.name();
    }

    @Override
    public BenchResult run(BenchContext context) {
        try (Training.Opened open = training.open(context, precision)) {
            ShortRun run = ShortRun.of(open.learner(), training.batch(), StepTimes.WARMUP + STEPS);
            StepTimes times = StepTimes.of(this, run, open.split(), context);
            double flops = run.flopsPerExample() * training.batch() / times.best();
            return new BenchResult(
                    name(),
                    training.batch() / times.best(),
                    flops,
                    flops / context.peak(precision),
                    Map.of("gflop-per-image", run.flopsPerExample() / 1e9));
        }
    }
}
