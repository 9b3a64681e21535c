package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether memory stays flat: the resident size of the process after steps 200 and 1,000 of a training of the
 * quickstart's size with the loader. Meaningful where it runs first in its process. A training so long that Java has
 * compiled its hot methods by step 200: the compiler's memory would be taken for the training's.
 */
final class MemoryCase implements BenchCase {
    private static final int IMAGE = 64;
    private static final int BATCH = 16;
    private static final long EARLY = 200;
    private static final int LATE = 1000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public BenchResult run(BenchContext context) {
        Map<Long, Double> sizes = new HashMap<>();
        try (LearnerFactory.Open open = VitLearner.factory(VitSize.TINY, 4, 8).open(IMAGE, Precision.FLOAT32)) {
            TrainingResult result = Trainer.train(
                    ShortRun.of(open.learner(), BATCH, LATE),
                    new FirstOf(context.photos(), BATCH),
                    StepTimes.plan(this, context),
                    event -> {
                        if (event instanceof Event.StepDone done && (done.step() == EARLY || done.step() == LATE)) {
                            sizes.put(done.step(), ResidentSize.bytes());
                        }
                    });
            double early = sizes.getOrDefault(EARLY, Double.NaN);
            double late = sizes.getOrDefault((long) LATE, Double.NaN);
            Map<String, Double> more = new LinkedHashMap<>();
            more.put("bytes-after-step-200", early);
            more.put("bytes-after-step-1000", late);
            more.put("ratio", late / early);
            return new BenchResult(name(), result.images() / result.seconds(), Double.NaN, Double.NaN, more);
        }
    }
}
