package io.peco4j.bench;

import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import java.util.SplittableRandom;

/**
 * A learner with a recipe and a preparation that suit a measurement, and everything else its own.
 *
 * @param learner that is measured
 * @param recipe that it is measured with
 * @param preparation its own, or a cheaper one
 */
record ShortRun(Learner learner, Recipe recipe, Preparation preparation) implements ForwardingLearner {

    /** A run of so many steps, one for each epoch of the split; its batch is no larger than the split. */
    static ShortRun of(Learner learner, int batch, int epochs) {
        return of(learner, batch, 0, epochs);
    }

    /** The same with the micro-batches that the learner's own recipe asks for. */
    static ShortRun accumulating(Learner learner, int batch, int epochs) {
        return of(learner, batch, learner.recipe().microBatch(), epochs);
    }

    private static ShortRun of(Learner learner, int batch, int microBatch, int epochs) {
        Recipe recipe = learner.recipe()
                .withEpochs(epochs)
                .withBatch(batch)
                .withMicroBatch(microBatch)
                .withWarmup(Warmup.ofEpochs(0));
        return new ShortRun(learner, recipe, learner.preparation());
    }

    /** The same run on one example, prepared once: nothing is left for the loader but to copy it. */
    ShortRun repeating(Split split) {
        Sample sample = preparation.prepare(split.example(0), new SplittableRandom(1));
        return new ShortRun(learner, recipe, (example, random) -> sample);
    }
}
