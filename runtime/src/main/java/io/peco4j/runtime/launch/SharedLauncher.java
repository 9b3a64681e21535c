package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Shares stages with runs that have other folders of results, through an object store: takes from there what is
 * finished, waits for a stage that another run works on, goes on from its checkpoint if it is lost, and puts there what
 * this run finishes. Where the shared store fails or has something that is damaged, the stage is done here, with a
 * warning.
 *
 * @param inner runs what nobody else does
 * @param store of this run
 * @param objects that all see
 * @param clock of the same time as the others', give or take minutes
 * @param owner who this run is, unlike all others
 * @param pause between looks at a stage that another run works on
 */
public record SharedLauncher(
        Launcher inner, ArtifactStore store, ObjectStore objects, InstantSource clock, String owner, Duration pause)
        implements Launcher {

    /** In a row: looks that fail before the stage is done without the shared store. */
    private static final int PATIENCE = 3;

    @Override
    public int slots() {
        return inner.slots();
    }

    @Override
    public boolean admits(Stage stage, Collection<Stage> running) {
        return inner.admits(stage, running);
    }

    @Override
    public boolean holdsOthersBack(Stage waiting) {
        return inner.holdsOthersBack(waiting);
    }

    @Override
    public StageRecord run(Stage stage, Listener listener) throws StageFailedException, StageLostException {
        SharedStage shared = new SharedStage(stage, this, listener);
        try {
            Optional<StageRecord> there = awaited(shared);
            if (there.isPresent()) {
                listener.on(new Event.StageReused(stage.info()));
                return there.get();
            }
            StageRecord record = inner.run(stage, shared.begun());
            shared.finished();
            return record;
        } finally {
            shared.left();
        }
    }

    /** Waits until the stage is here, or nobody works on it; then the lease is this run's. */
    private Optional<StageRecord> awaited(SharedStage shared) {
        int failures = 0;
        while (true) {
            try {
                Optional<StageRecord> there = shared.fetch();
                if (there.isPresent() || shared.isTaken()) {
                    return there;
                }
                if (shared.take()) {
                    // Who had it before may have finished meanwhile.
                    continue;
                }
                shared.waits();
                failures = 0;
            } catch (IOException e) {
                failures++;
                if (failures >= PATIENCE && !Thread.currentThread().isInterrupted()) {
                    shared.alone(e);
                    return Optional.empty();
                }
            }
            sleep();
        }
    }

    private void sleep() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }
}
