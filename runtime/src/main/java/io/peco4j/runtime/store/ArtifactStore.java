package io.peco4j.runtime.store;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finished stages, one folder each, under their keys.
 *
 * <p>A folder appears under its key only when it is complete: it is filled under the key with {@code .work} behind it
 * and then renamed. So nothing half-written is ever found, and whatever a killed process leaves behind is what the next
 * one goes on from. A finished artifact that has lost a file or is not as it was written counts as none, and is
 * replaced when its stage is done again. Several processes may share a store.
 */
public final class ArtifactStore {
    /** The trained tensors of a stage. */
    public static final String WEIGHTS = "weights.safetensors";

    /** What a pretraining's learner has beside the encoder: heads, decoders, teachers. */
    public static final String LEARNER = "learner.safetensors";

    /** The folder, within that of a stage that is worked on, where its training keeps checkpoints. */
    public static final String TRAINING = "training";

    private static final String WORK = ".work";
    private static final Path CHECKPOINT = Path.of(TRAINING, "checkpoint.safetensors");

    private final Path folder;
    private final ContentDigests digests;

    /**
     * A store in a folder, which is made when something is first written. Each file is checked once in this process.
     */
    public ArtifactStore(Path folder) {
        this(folder, ContentIndex.inMemory());
    }

    /**
     * The same.
     *
     * @param digests finds out whether files are as they were written; asked whenever an artifact is looked for, so
     *     that it should remember what it has read
     */
    public ArtifactStore(Path folder, ContentDigests digests) {
        this.folder = folder;
        this.digests = digests;
    }

    /** Whether the stage of that key is finished, and its artifact whole. */
    public boolean finished(String key) {
        return record(key).isPresent();
    }

    /** What is wrong with the artifact of a stage that was finished; empty if nothing is, or it was not. */
    public Optional<String> damage(String key) {
        return artifact(key).damage();
    }

    /** Where the finished stage of that key is. */
    public Path folder(String key) {
        return folder.resolve(key);
    }

    /** What the finished stage left on record; empty if it is not finished, or its artifact is damaged. */
    public Optional<StageRecord> record(String key) {
        return artifact(key).record();
    }

    /**
     * What finished stages of all studies left on record, in no order. Only the records are read: their artifacts may
     * be damaged, and records that cannot be read are left out.
     */
    public List<StageRecord> history() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(each -> !each.toString().endsWith(WORK))
                    .flatMap(each -> new Artifact(each, digests).unchecked().stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Where a stage that is worked on has its newest checkpoint, if it has one. */
    public Path checkpoint(String key) {
        return folder.resolve(key + WORK).resolve(CHECKPOINT);
    }

    /** When the newest checkpoint of a stage that is worked on was written; empty if there is none. */
    public Optional<FileTime> checkpointed(String key) {
        try {
            return Optional.of(Files.getLastModifiedTime(checkpoint(key)));
        } catch (IOException e) {
            return Optional.empty();
        }
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
                    WorkLock.take(folder.resolve(key + ".lock"), waiting), folder.resolve(key + WORK), artifact(key));
        } catch (IOException e) {
            throw unwritable(folder, "--out", e);
        }
    }

    /** Fails early where a folder that {@code --out} names cannot be written to: PECO-601. */
    public static void requireWritable(Path folder) {
        requireWritable(folder, "--out");
    }

    /**
     * Fails early, before anything is trained, where a folder cannot be written to.
     *
     * @param option that names it
     * @throws InvalidInputException PECO-601
     */
    public static void requireWritable(Path folder, String option) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".write", ".tmp"));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(folder, option, e);
        }
    }

    private Artifact artifact(String key) {
        return new Artifact(folder(key), digests);
    }

    private static InvalidInputException unwritable(Path folder, String option, Exception cause) {
        String why = Obstacle.of(cause).map(Problem::what).orElseGet(() -> Causes.line(cause));
        InvalidInputException refusal = new InvalidInputException(new Problem(
                "PECO-601",
                folder + " cannot be written to: " + why,
                option,
                "name another folder with  " + option + " DIR  or make this one writable"));
        refusal.initCause(cause);
        return refusal;
    }
}
