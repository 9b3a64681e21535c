package io.peco4j.runtime.train;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.event.StageInfo;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The parameters of a training, besides its learner and its data.
 *
 * @param stage what is trained; all randomness is a function of its seed, the part within the network also of its key
 * @param corrupt what to do with examples that cannot be decoded
 * @param folder where checkpoints lie, of this stage alone; made if absent. The caller deletes it when the stage's
 *     result is safe
 * @param interval wall time between checkpoints: what a kill costs at most
 * @param loaderThreads that decode and prepare examples
 */
public record TrainingPlan(StageInfo stage, Corrupt corrupt, Path folder, Duration interval, int loaderThreads) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A plan with a checkpoint every minute and a loader thread for each processor. */
    public static TrainingPlan of(StageInfo stage, Corrupt corrupt, Path folder) {
        return new TrainingPlan(stage, corrupt, folder, MINUTE, Loader.defaultThreads());
    }
}
