package io.peco4j.runtime.store;

import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.Records;
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
    private final Path finished;
    private final String record;
    private final WorkLock lock;

    private Workspace(Path work, Path finished, String record, WorkLock lock) {
        this.work = work;
        this.finished = finished;
        this.record = record;
        this.lock = lock;
    }

    /** @param lock taken; belongs to the workspace from now on */
    static Workspace open(WorkLock lock, Path work, Path finished, String record) throws IOException {
        try {
            Files.createDirectories(work);
            sweep(work);
            return new Workspace(work, finished, record, lock);
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
        return Files.isRegularFile(finished.resolve(record));
    }

    /**
     * Makes the stage a finished one.
     *
     * @param artifact its record
     * @param scratch folders and files within {@link #folder()} that do not belong to the artifact
     */
    public void finish(StageRecord artifact, List<Path> scratch) {
        try {
            // First what needs room: where there is none, the checkpoints are still wanted.
            Records.write(work.resolve(record), artifact);
            for (Path path : scratch) {
                FileTree.delete(path);
            }
            // What lies there without a record was never finished.
            FileTree.delete(finished);
            Files.move(work, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot finish " + finished, e);
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
