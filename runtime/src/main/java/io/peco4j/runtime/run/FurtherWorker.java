package io.peco4j.runtime.run;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.worker.Collective;
import java.util.function.Supplier;

/**
 * A worker of a stage beside the first one: it trains, and ends. It holds no lock and writes nothing; of events it
 * tells only of unreadable examples, of which the first worker reads but its own share.
 *
 * @param plan whose stage it is
 * @param store has what the stage builds on
 * @param workers connects with the others
 */
public record FurtherWorker(Plan plan, ArtifactStore store, Supplier<Collective> workers) {

    /**
     * Trains to the end.
     *
     * @throws StageFailedException whatever was thrown, with what was being done
     */
    public void run(Stage stage, Listener listener) throws StageFailedException {
        Doing doing = Doing.MAKING;
        try (OpenStage open = OpenStage.open(stage, plan, new StoredWeights(store))) {
            doing = Doing.TRAINING;
            StageTraining training = new StageTraining(plan, workers, event -> {
                if (event instanceof Event.Skipped) {
                    listener.on(event);
                }
            });
            open.learner()
                    .ifPresent(learner -> training.train(
                            stage, learner, store.folder(stage.key()).resolve(ArtifactStore.TRAINING)));
        } catch (Throwable e) {
            throw new StageFailedException(stage.info(), doing, e);
        }
    }
}
