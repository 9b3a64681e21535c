package io.peco4j.runtime.store;

import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The folder in which one stage is worked on, locked against other processes until it is closed. */
public final class Workspace implements AutoCloseable {
    private final Path work;
    private final Artifact artifact;
    private final WorkLock lock;

    private Workspace(Path work, Artifact artifact, WorkLock lock) {
        this.work = work;
        this.artifact = artifact;
        this.lock = lock;
    }

    /** @param lock taken; belongs to the workspace from now on */
    static Workspace open(WorkLock lock, Path work, Artifact artifact) throws IOException {
        try {
            Files.createDirectories(work);
            sweep(work);
            return new Workspace(work, artifact, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Where to write: what is there already, an interrupted run has left. */
    public Path folder() {
        return work;
    }

    /** Whether another process has finished the stage while this one waited for the lock. */
    public boolean alreadyFinished() {
        return artifact.record().isPresent();
    }

    /**
     * Makes the stage a finished one.
     *
     * @param record of it
     * @param scratch folders and files within {@link #folder()} that do not belong to the artifact
     * @return the record as it is stored, with what every file of the artifact must be
     */
    public StageRecord finish(StageRecord record, List<Path> scratch) {
        try {
            // First what needs room: where there is none, the checkpoints are still wanted.
            StageRecord sealed = Artifact.seal(work, record, scratch);
            for (Path path : scratch) {
                FileTree.delete(path);
            }
            // What lies there was never finished, or is damaged.
            FileTree.delete(artifact.folder());
            Files.move(work, artifact.folder(), StandardCopyOption.ATOMIC_MOVE);
            return sealed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot finish " + artifact.folder(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + work, e);
        }
    }

    /** A killed process leaves files under temporary names; no other one writes here now. */
    private static void sweep(Path folder) throws IOException {
        for (Path file : FileTree.files(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith(".") && name.endsWith(".tmp")) {
                Files.delete(file);
            }
        }
    }
}
