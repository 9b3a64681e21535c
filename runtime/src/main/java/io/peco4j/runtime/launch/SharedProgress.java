package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.store.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what a stage says, and with each new checkpoint renews the lease and puts the checkpoint into the shared
 * store. Where that does not work, the stage goes on: what is lost is that others can go on from there.
 */
final class SharedProgress implements Listener {
    private final Stage stage;
    private final Lease lease;
    private final Path checkpoint;
    private final Listener listener;
    private @Nullable FileTime kept;
    private boolean alone;

    /** @param checkpoint where the stage writes it; what lies there is known to others */
    SharedProgress(Stage stage, Lease lease, Path checkpoint, Listener listener) {
        this.stage = stage;
        this.lease = lease;
        this.checkpoint = checkpoint;
        this.listener = listener;
        this.kept = written().orElse(null);
    }

    @Override
    public void on(Event event) {
        listener.on(event);
        if (event instanceof Event.StepDone) {
            keep();
        }
    }

    /** Looks for a new checkpoint; a stage that is finished has none. */
    void keep() {
        FileTime written = written().orElse(null);
        if (alone || written == null || written.equals(kept)) {
            return;
        }
        kept = written;
        try {
            if (lease.renew()) {
                lease.save(checkpoint);
            } else {
                alone = true;
                listener.on(
                        new Event.Warning(
                                StageFailedException.name(stage.info())
                                        + " went so long without a checkpoint that another run works on it, too: the bytes are the same"));
            }
        } catch (IOException e) {
            if (written().isEmpty()) {
                // The stage has been finished meanwhile.
                return;
            }
            listener.on(new Event.Warning("the checkpoint of " + StageFailedException.name(stage.info())
                    + " is not in the shared store: " + Causes.line(e)));
        }
    }

    private Optional<FileTime> written() {
        try {
            return Optional.of(Files.getLastModifiedTime(checkpoint));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
