package io.peco4j.runtime.run;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Learner;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.data.TrainingOrder;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.train.LocalStepsCheck;

/**
 * What a stage will take.
 *
 * @param parameters number of trained scalars
 * @param steps optimiser steps
 * @param images examples seen in training
 * @param flops floating-point operations of the training; 0 if unknown
 * @param scoringFlops those of the scoring of a task; 0 if unknown, or if there is nothing to score
 * @param microBatches of a step, or virtual workers: as many real ones could share them out; 0 if there is nothing to
 *     train
 * @param memory at the peak
 */
public record StageCost(
        long parameters,
        long steps,
        long images,
        double flops,
        double scoringFlops,
        int microBatches,
        StageMemory memory) {
    /** A stage that trains nothing and scores nothing. */
    static final StageCost NOTHING = scoring(0);

    /** A stage that trains nothing. */
    private static StageCost scoring(double flops) {
        return new StageCost(0, 0, 0, 0, flops, 0, StageMemory.NONE);
    }

    /** What a finished stage took; it takes no memory any more. */
    static StageCost of(StageRecord done) {
        return new StageCost(done.parameters(), done.steps(), done.images(), done.flops(), 0, 0, StageMemory.NONE);
    }

    /**
     * Makes a stage's components, untrained, and asks them. Whatever their constructors have to say against the study
     * or its data is said here, before anything is trained.
     */
    static StageCost of(Stage stage, Plan plan) {
        try (OpenStage open = OpenStage.open(stage, plan, Trained.nothing())) {
            Dataset dataset = plan.data(stage).dataset();
            double scoring = open.component() instanceof DownstreamTask task ? task.scoringFlops(dataset) : 0;
            return open.learner()
                    .map(learner -> of(learner, open, dataset, scoring))
                    .orElseGet(() -> scoring(scoring));
        }
    }

    private static StageCost of(Learner learner, OpenStage open, Dataset dataset, double scoring) {
        TrainingOrder order = new TrainingOrder(
                learner.examples(dataset.split(Dataset.TRAIN)).size(),
                learner.recipe().batch(),
                learner.recipe().length(),
                new Seed(0));
        LocalStepsCheck.check(learner, order.batch());
        int sharers = learner.recipe().local().sharers();
        long images = order.batches() * order.batch();
        int passes = learner.recipe().passes(order.batch());
        long parameters = learner.objectives().stream()
                .flatMap(objective -> objective.groups().stream())
                .flatMap(group -> group.parameters().values().stream())
                .mapToLong(array -> array.size())
                .sum();
        return new StageCost(
                parameters,
                order.batches(),
                images,
                images * learner.flopsPerExample(),
                scoring,
                learner.recipe().local().apart() ? sharers : passes,
                open.memory(learner, learner.recipe().pass(order.batch()), passes / sharers));
    }
}
