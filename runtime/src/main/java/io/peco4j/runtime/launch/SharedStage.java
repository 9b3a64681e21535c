package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.DamagedArtifactException;
import io.peco4j.runtime.store.Lease;
import io.peco4j.runtime.store.ObjectStore;
import io.peco4j.runtime.store.SharedArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stage in the shared store, for one run that needs it. Sharing saves work, and no result depends on it: what fails
 * after the run has begun to work on the stage is a warning. One thread at a time.
 */
final class SharedStage {
    private final Stage stage;
    private final SharedLauncher run;
    private final SharedArtifacts artifacts;
    private final Listener listener;
    private @Nullable Lease lease;
    private @Nullable SharedProgress progress;
    private boolean told;

    /** The tag of a key file whose artifact cannot be used. */
    private @Nullable String damaged;

    SharedStage(Stage stage, SharedLauncher run, Listener listener) {
        this.stage = stage;
        this.run = run;
        this.artifacts = new SharedArtifacts(run.objects(), run.clock());
        this.listener = listener;
    }

    /** Brings the result here, if the stage is finished there; one that is damaged is none. */
    Optional<StageRecord> fetch() throws IOException {
        ArtifactStore store = run.store();
        Path folder = store.folder(stage.key());
        Optional<String> tag = artifacts.tag(stage.key());
        if (tag.isEmpty() || tag.get().equals(damaged)) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(
                    Objects.requireNonNull(folder.toAbsolutePath().getParent()));
            Optional<String> fetched = artifacts.fetch(stage.key(), folder);
            Optional<StageRecord> record = fetched.flatMap(any -> store.record(stage.key()));
            if (fetched.isPresent() && record.isEmpty()) {
                damaged(fetched.get(), store.damage(stage.key()).orElse("it has no record"));
            }
            return record;
        } catch (DamagedArtifactException e) {
            damaged(e.tag(), Causes.line(e));
            return Optional.empty();
        }
    }

    private void damaged(String tag, String why) {
        damaged = tag;
        warn("the artifact of " + name() + " in the shared store is damaged, and is made again: " + why);
    }

    /** Takes the lease, unless another run has it. */
    boolean take() throws IOException {
        lease = Lease.take(run.objects(), run.clock(), stage.key(), run.owner()).orElse(null);
        return isTaken();
    }

    /** Whether the lease is this run's. */
    boolean isTaken() {
        return lease != null;
    }

    /** Tells, once, who works on it. */
    void waits() throws IOException {
        if (told) {
            return;
        }
        told = true;
        warn(name() + " waits: " + Lease.owner(run.objects(), stage.key()).orElse("another run")
                + " works on the same stage; when it has finished, its result is used here");
    }

    /** Tells that it is not known who works on it. */
    void alone(IOException failure) {
        warn(name() + " is done here without the shared store, so that another run may do it, too: "
                + Causes.line(failure));
    }

    /** Brings another run's checkpoint here; what is returned keeps those of this run there. */
    Listener begun() {
        if (lease == null) {
            return listener;
        }
        Path checkpoint = run.store().checkpoint(stage.key());
        try {
            restore(lease, checkpoint);
        } catch (IOException e) {
            warn("no checkpoint of " + name() + " is taken from the shared store: " + Causes.line(e));
        }
        progress = new SharedProgress(stage, lease, checkpoint, listener);
        return progress;
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

    /** Puts the result there, and drops the checkpoints; they stay while others have nothing better. */
    void finished() {
        uninterrupted(() -> {
            try {
                Path folder = run.store().folder(stage.key());
                if (damaged == null) {
                    artifacts.publish(stage.key(), folder);
                } else {
                    artifacts.replace(stage.key(), folder, damaged);
                }
                if (lease != null) {
                    lease.clear();
                }
            } catch (IOException e) {
                warn("the result of " + name() + " is here, and not in the shared store, where other runs look for it: "
                        + Causes.line(e));
            }
        });
    }

    /** Gives the lease back, with the last checkpoint of a stage that is not finished. */
    void left() {
        Lease taken = lease;
        if (taken == null) {
            return;
        }
        uninterrupted(() -> {
            if (progress != null) {
                progress.keep();
            }
            try {
                taken.release();
            } catch (IOException e) {
                warn("others wait for " + name() + " until the lease of this run ends by itself: " + Causes.line(e));
            }
        });
    }

    /** Files cannot be written by an interrupted thread. */
    private static void uninterrupted(Runnable action) {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void warn(String message) {
        listener.on(new Event.Warning(message));
    }

    private String name() {
        return StageFailedException.name(stage.info());
    }
}
