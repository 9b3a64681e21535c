package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.run.StageMemory;
import io.peco4j.runtime.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory that a few steps take at their peak, beside what {@code plan} expects, and their time, also as a share of
 * the matrix-product peak. {@code ratio} is the expectation relative to the peak, without what the process held before
 * the training was made.
 *
 * @param group start of the name
 * @param steps of which the second meets the moments that the first made
 */
record PeakCase(String group, Training training, int steps) implements LongCase {
    private static final int SMALL = 64;
    private static final int WARM_STEPS = 20;
    private static final double GIGA = 1e9;

    @Override
    public String name() {
        return group + "-" + training.name();
    }

    @Override
    public BenchResult run(BenchContext context) {
        warmUp(context);
        System.gc();
        double before = ResidentSize.bytes();
        ResidentSize.forgetPeak();
        try (Training.Opened open = training.open(context, Precision.FLOAT32)) {
            List<Double> seconds = new ArrayList<>();
            Trainer.train(
                    ShortRun.of(open.learner(), training.batch(), steps),
                    open.split(),
                    StepTimes.plan(this, context),
                    event -> {
                        if (event instanceof Event.StepDone done) {
                            seconds.add(done.elapsed().toNanos() / 1e9);
                        }
                    });
            double peak = ResidentSize.peak();
            StageMemory memory = open.memory();
            Map<String, Double> more = new LinkedHashMap<>();
            more.put("batch", (double) training.batch());
            more.put("estimate-gigabytes", memory.total() / GIGA);
            more.put("peak-gigabytes", (peak - before) / GIGA);
            more.put("ratio", memory.total() / (peak - before));
            more.put("process-gigabytes", peak / GIGA);
            memory.parts().forEach((part, bytes) -> more.put(part + "-gigabytes", bytes / GIGA));
            double step = seconds.get(steps - 1);
            more.put("seconds-per-step", step);
            double flops = open.learner().flopsPerExample() * training.batch() / step;
            return new BenchResult(
                    name(), training.batch() / step, flops, flops / context.peak(Precision.FLOAT32), more);
        }
    }

    /** Loads and compiles what every training needs, so that it is not taken for this one's. */
    private void warmUp(BenchContext context) {
        try (LearnerFactory.Open open = VitLearner.factory(VitSize.TINY, 1, 16).open(SMALL, Precision.FLOAT32)) {
            StepTimes.of(this, ShortRun.of(open.learner(), 2, WARM_STEPS), new FirstOf(context.photos(), 2), context);
        }
    }
}
