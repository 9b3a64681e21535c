package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Recipe;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much memory the paper's training needs: batches of 128 photos of 224 pixels, accumulated from the micro-batches
 * that the tokenizer's recipe has by default, with the perceptual term. The peak is that of the whole process, so that
 * the case is meaningful where it runs first.
 *
 * <p>Only some micro-batches of each step are computed ({@link SomePasses}): each frees what it took before the next
 * begins. The second step meets the gradients, the optimiser's moments and the moving averages that the first left.
 */
record LargeBatchCase(LearnerFactory factory) implements BenchCase {
    private static final int IMAGE = 224;
    private static final int BATCH = 128;
    private static final int STEPS = 2;
    private static final int COMPUTED = 3;

    @Override
    public String name() {
        return "batch-128-224";
    }

    @Override
    public BenchResult run(BenchContext context) {
        Precision precision = Processor.detect().precision();
        ResidentSize.forgetPeak();
        try (LearnerFactory.Open open = factory.open(IMAGE, precision)) {
            SomePasses run = SomePasses.of(ShortRun.accumulating(open.learner(), BATCH, STEPS), COMPUTED);
            TrainingResult result = Trainer.train(
                    run, new FirstOf(context.photos(), BATCH), StepTimes.plan(this, context), event -> {});
            double peak = ResidentSize.peak();
            int micro = microBatch(run.recipe());
            int passes = (BATCH + micro - 1) / micro;
            int computed = Math.min(COMPUTED, passes);
            Map<String, Double> more = new LinkedHashMap<>();
            more.put("peak-gibibytes", peak / (1 << 30));
            more.put("peak-bytes", peak);
            more.put("micro-batch", (double) micro);
            more.put("micro-batches-of-a-step", (double) passes);
            more.put("micro-batches-computed", (double) computed);
            more.put("steps", (double) result.steps());
            double images = (double) STEPS * Math.min(BATCH, computed * micro);
            return new BenchResult(name(), images / result.seconds(), Double.NaN, Double.NaN, more);
        }
    }

    private static int microBatch(Recipe recipe) {
        return recipe.microBatch() == 0 ? BATCH : Math.min(BATCH, recipe.microBatch());
    }
}
