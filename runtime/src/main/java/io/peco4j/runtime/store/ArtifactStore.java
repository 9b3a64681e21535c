package io.peco4j.runtime.store;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finished stages, one folder each, under their keys.
 *
 * <p>A folder appears under its key only when it is complete: it is filled under the key with {@code .work} behind it
 * and then renamed. So nothing half-written is ever found, and whatever a killed process leaves behind is what the next
 * one goes on from. Several processes may share a store.
 */
public final class ArtifactStore {
    /** The trained tensors of a stage. */
    public static final String WEIGHTS = "weights.safetensors";

    private static final String RECORD = "artifact.json";

    private final Path folder;

    /** A store in a folder, which is made when something is first written. */
    public ArtifactStore(Path folder) {
        this.folder = folder;
    }

    /** Whether the stage of that key is finished. */
    public boolean finished(String key) {
        return Files.isRegularFile(folder(key).resolve(RECORD));
    }

    /** Where the finished stage of that key is. */
    public Path folder(String key) {
        return folder.resolve(key);
    }

    /**
     * What the finished stage left on record; empty if it is not finished.
     *
     * @throws InvalidInputException if the record is damaged
     */
    public Optional<StageRecord> record(String key) {
        return finished(key) ? Optional.of(Records.readStage(folder(key).resolve(RECORD))) : Optional.empty();
    }

    /**
     * Opens the folder in which a stage is worked on, waiting for any other process that is at it.
     *
     * @param waiting told before it waits, who holds the folder, such as {@code process 4711}
     * @throws InvalidInputException if the store cannot be written to
     */
    public Workspace open(String key, Consumer<String> waiting) {
        try {
            Files.createDirectories(folder);
            return Workspace.open(
                    WorkLock.take(folder.resolve(key + ".lock"), waiting),
                    folder.resolve(key + ".work"),
                    folder(key),
                    RECORD);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Fails early, before anything is trained, where a folder cannot be written to.
     *
     * @throws InvalidInputException PECO-601
     */
    public static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".write", ".tmp"));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(folder, e);
        }
    }

    private static InvalidInputException unwritable(Path folder, Exception cause) {
        String why = Obstacle.of(cause).map(Problem::what).orElseGet(() -> Causes.line(cause));
        InvalidInputException refusal = new InvalidInputException(new Problem(
                "PECO-601",
                folder + " cannot be written to: " + why,
                "--out",
                "name another folder with  --out DIR  or make this one writable"));
        refusal.initCause(cause);
        return refusal;
    }
}
