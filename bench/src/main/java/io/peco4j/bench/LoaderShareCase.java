package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.runtime.engine.Processor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What loading costs a training of ViT-B: its speed with the loader against its speed on one batch that is there
 * already, in the faster precision of this machine, which leaves the loader the least time.
 */
final class LoaderShareCase implements BenchCase {
    private static final int IMAGE = 224;
    private static final int BATCH = 8;
    private static final int STEPS = 10;

    @Override
    public String name() {
        return "training-with-loader";
    }

    @Override
    public BenchResult run(BenchContext context) {
        Precision precision = Processor.detect().precision();
        double repeated;
        double loaded;
        try (LearnerFactory.Open open = VitLearner.factory(VitSize.BASE, 12, 16).open(IMAGE, precision)) {
            ShortRun run = ShortRun.of(open.learner(), BATCH, StepTimes.WARMUP + STEPS);
            Still still = new Still(context.photos().example(0), BATCH);
            repeated = StepTimes.of(this, run.repeating(still), still, context).imagesPerSecond();
            loaded = StepTimes.of(this, run, new FirstOf(context.photos(), BATCH), context)
                    .imagesPerSecond();
        }
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("ratio-to-one-repeated-batch", loaded / repeated);
        more.put("repeated-items-per-second", repeated);
        return new BenchResult(name(), loaded, Double.NaN, Double.NaN, more);
    }
}
