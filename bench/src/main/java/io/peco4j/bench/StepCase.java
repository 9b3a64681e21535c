package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.vit.VitSize;
import java.util.Locale;
import java.util.Map;

/**
 * A whole optimiser step - forward, backward, clipping, update - on a batch that is there already.
 *
 * @param what is measured; the precision completes the name
 * @param factory makes the learner
 * @param image side of its pictures, in pixels
 * @param batch pictures of a step
 */
record StepCase(String what, LearnerFactory factory, int image, int batch, Precision precision) implements BenchCase {
    private static final int STEPS = 5;
    private static final int BLOCKS = 4;

    /** Four blocks of ViT-B/16 at 224 pixels, with patch embedding and final norm. */
    static StepCase vitBlocks(Precision precision) {
        return new StepCase("vit-b-blocks", VitLearner.factory(VitSize.BASE, BLOCKS, 16), 224, 8, precision);
    }

    @Override
    public String name() {
        return what + "-" + precision.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public BenchResult run(BenchContext context) {
        try (LearnerFactory.Open open = factory.open(image, precision)) {
            Still split = new Still(context.photos().example(0), batch);
            ShortRun run =
                    ShortRun.of(open.learner(), batch, StepTimes.WARMUP + STEPS).repeating(split);
            StepTimes times = StepTimes.of(this, run, split, context);
            double flops = run.flopsPerExample() * batch / times.best();
            return new BenchResult(
                    name(),
                    batch / times.best(),
                    flops,
                    flops / context.peak(precision),
                    Map.of("median-seconds", times.median()));
        }
    }
}
