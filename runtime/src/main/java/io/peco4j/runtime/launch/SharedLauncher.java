package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.Lease;
import io.peco4j.runtime.store.ObjectStore;
import io.peco4j.runtime.store.SharedArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Shares stages with runs that have other folders of results, through an object store: takes from there what is
 * finished, waits for a stage that another run works on, goes on from its checkpoint if it is lost, and puts there what
 * this run finishes.
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
        try {
            Optional<Lease> lease = lease(stage, listener);
            if (lease.isPresent()) {
                return work(stage, lease.get(), listener);
            }
            listener.on(new Event.StageReused(stage.info()));
            return store.record(stage.key())
                    .orElseThrow(() -> new IOException("the artifact from the shared store is damaged"));
        } catch (IOException e) {
            throw new StageFailedException(stage.info(), Doing.OPENING, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    /** Waits until the stage is here, or nobody works on it; then the lease is this run's. */
    private Optional<Lease> lease(Stage stage, Listener listener) throws IOException, InterruptedException {
        SharedArtifacts shared = new SharedArtifacts(objects, clock);
        boolean told = false;
        Path folder = store.folder(stage.key());
        Files.createDirectories(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
        while (!shared.fetch(stage.key(), folder)) {
            Optional<Lease> taken = Lease.take(objects, clock, stage.key(), owner);
            if (taken.isPresent()) {
                // Who had it before may have finished meanwhile.
                if (shared.fetch(stage.key(), folder)) {
                    taken.get().release();
                    return Optional.empty();
                }
                return taken;
            }
            if (!told) {
                told = true;
                listener.on(new Event.Warning(StageFailedException.name(stage.info()) + " waits: "
                        + Lease.owner(objects, stage.key()).orElse("another run")
                        + " works on the same stage; when it has finished, its result is used here"));
            }
            Thread.sleep(pause.toMillis());
        }
        return Optional.empty();
    }

    private StageRecord work(Stage stage, Lease lease, Listener listener)
            throws IOException, StageFailedException, StageLostException {
        Path checkpoint = store.checkpoint(stage.key());
        restore(lease, checkpoint);
        SharedProgress progress = new SharedProgress(stage, lease, checkpoint, listener);
        try {
            StageRecord record = inner.run(stage, progress);
            new SharedArtifacts(objects, clock).publish(stage.key(), store.folder(stage.key()));
            lease.clear();
            return record;
        } finally {
            // Files cannot be written by an interrupted thread.
            boolean interrupted = Thread.interrupted();
            try {
                progress.keep();
                lease.release();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Another run's checkpoint, unless one of this run's is newer. */
    private static void restore(Lease lease, Path file) throws IOException {
        Optional<ObjectStore.Listed> there = lease.checkpoint();
        if (there.isPresent()
                && (!Files.exists(file)
                        || Files.getLastModifiedTime(file)
                                        .compareTo(FileTime.from(there.get().modified()))
                                < 0)) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Path incoming = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
            if (lease.restore(there.get(), incoming)) {
                Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
