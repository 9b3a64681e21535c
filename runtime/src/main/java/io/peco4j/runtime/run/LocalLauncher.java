package io.peco4j.runtime.run;

import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.launch.StageFailedException;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.OneWorker;
import java.util.function.Supplier;

/**
 * Runs stages in this process, one at a time, on the calling thread: the engine is one for the process, and uses all of
 * the processor for each.
 *
 * @param plan whose stages they are
 * @param store where they are left
 * @param provenance of this process
 * @param workers connects with further ones that train the stage, if there are any
 */
public record LocalLauncher(Plan plan, ArtifactStore store, Provenance provenance, Supplier<Collective> workers)
        implements Launcher {

    /** One that trains stages alone. */
    public LocalLauncher(Plan plan, ArtifactStore store, Provenance provenance) {
        this(plan, store, provenance, OneWorker::new);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException {
        return new StageRunner(plan, store, provenance, workers, listener).run(stage);
    }
}
