package io.peco4j.runtime.run;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.train.Learner;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.OpenData;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingPlan;
import io.peco4j.runtime.train.TrainingResult;
import io.peco4j.runtime.worker.Collective;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The training of stages of a plan.
 *
 * @param workers connects with those that train the same stage; asked when the learner is made
 * @param listener hears of it
 */
record StageTraining(Plan plan, Supplier<Collective> workers, Listener listener) {

    /** @param scratch folder of checkpoints, which the first worker writes */
    TrainingResult train(Stage stage, Learner learner, Path scratch) {
        Dataset dataset = plan.data(stage).dataset();
        TrainingPlan training = TrainingPlan.of(stage.info(), dataset.corrupt(), scratch);
        try (Collective together = workers.get()) {
            return Trainer.train(learner, dataset.split(Dataset.TRAIN), training, together, hearing(stage));
        }
    }

    /** Data sets may have examples of the same name: those that are not the study's are told with their place. */
    Listener hearing(Stage stage) {
        return stage.data().equals(OpenData.STUDY)
                ? listener
                : event -> listener.on(
                        event instanceof Event.Skipped skipped
                                ? new Event.Skipped(
                                        skipped.split(), stage.data() + ": " + skipped.label(), skipped.reason())
                                : event);
    }
}
