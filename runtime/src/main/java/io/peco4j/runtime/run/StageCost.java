package io.peco4j.runtime.run;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.train.Learner;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.data.TrainingOrder;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import java.util.Optional;

/**
 * What a stage will take.
 *
 * @param parameters number of trained scalars
 * @param steps optimiser steps
 * @param images examples seen in training
 * @param flops floating-point operations of the training; 0 if unknown
 */
public record StageCost(long parameters, long steps, long images, double flops) {
    /** A stage that trains nothing. */
    static final StageCost NOTHING = new StageCost(0, 0, 0, 0);

    /**
     * Makes a stage's components, untrained, and asks them. Whatever their constructors have to say against the study
     * or its data is said here, before anything is trained.
     */
    static StageCost of(Stage stage, Plan plan) {
        try (OpenStage open = OpenStage.open(stage, plan, Trained.nothing())) {
            Optional<Learner> learner = open.learner();
            return learner.isEmpty()
                    ? NOTHING
                    : of(learner.get(), plan.data(stage).dataset());
        }
    }

    private static StageCost of(Learner learner, Dataset dataset) {
        TrainingOrder order = new TrainingOrder(
                dataset.split(Dataset.TRAIN).size(),
                learner.recipe().batch(),
                learner.recipe().length(),
                new Seed(0));
        long images = order.batches() * order.batch();
        long parameters = learner.objectives().stream()
                .flatMap(objective -> objective.groups().stream())
                .flatMap(group -> group.parameters().values().stream())
                .mapToLong(array -> array.size())
                .sum();
        return new StageCost(parameters, order.batches(), images, images * learner.flopsPerExample());
    }
}
