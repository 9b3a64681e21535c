package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.bench.GrowthCase.Cost;
import io.peco4j.bench.GrowthCase.Subject;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The median step of a training, and the memory at its peak beyond what the process held before its first one.
 *
 * @param factory makes the learner of a size
 * @param image the side of its pictures in pixels, by size
 * @param batch pictures of a step
 */
record StepGrowth(IntFunction<LearnerFactory> factory, IntUnaryOperator image, int batch) implements Subject {
    private static final int STEPS = 5;

    @Override
    public Cost cost(GrowthCase of, BenchContext context, int size) {
        int side = image.applyAsInt(size);
        System.gc();
        double before = context.residentAtFirst();
        ResidentSize.forgetPeak();
        try (LearnerFactory.Open open = factory.apply(size).open(side, Precision.FLOAT32)) {
            Still split = new Still(context.photos().example(0), batch);
            ShortRun run =
                    ShortRun.of(open.learner(), batch, StepTimes.WARMUP + STEPS).repeating(split);
            double median = StepTimes.of(of, run, split, context).median();
            return new Cost(median, ResidentSize.peak() - before);
        }
    }
}
