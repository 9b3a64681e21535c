package io.peco4j.bench;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Learner;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the steps of a training took, without those that warm up caches and memory.
 *
 * @param seconds of each step, sorted
 * @param images of each step
 */
record StepTimes(List<Double> seconds, int images) {
    /** Steps that are not counted. */
    static final int WARMUP = 2;

    private static final Duration NO_CHECKPOINTS = Duration.ofDays(1);

    /** Trains with the real loop. */
    static StepTimes of(BenchCase bench, Learner learner, Split split, BenchContext context) {
        List<Double> seconds = new ArrayList<>();
        List<Integer> images = new ArrayList<>();
        Trainer.train(learner, split, plan(bench, context), event -> {
            if (event instanceof Event.StepDone done) {
                images.add(done.images());
                if (done.step() > WARMUP) {
                    seconds.add(done.elapsed().toNanos() / 1e9);
                }
            }
        });
        return new StepTimes(seconds.stream().sorted().toList(), images.get(0));
    }

    static TrainingPlan plan(BenchCase bench, BenchContext context) {
        Path folder = context.scratch(bench);
        StageInfo stage = new StageInfo(bench.name(), "bench", bench.name(), bench.name(), 0);
        return new TrainingPlan(stage, Corrupt.SKIP, folder, NO_CHECKPOINTS, context.threads());
    }

    /** The fastest step: what the machine can do when nothing else runs. */
    double best() {
        return seconds.get(0);
    }

    double median() {
        return seconds.get(seconds.size() / 2);
    }

    /** Images a second over all counted steps. */
    double imagesPerSecond() {
        return images
                * seconds.size()
                / seconds.stream().mapToDouble(Double::doubleValue).sum();
    }
}
