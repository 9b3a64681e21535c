package io.peco4j.runtime.store;

import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which one stage is worked on, locked against other processes until it is closed. */
public final class Workspace implements AutoCloseable {
    private final Path work;
    private final Artifact artifact;
    private final FileChannel channel;
    private final FileLock lock;

    private Workspace(Path work, Artifact artifact, FileChannel channel, FileLock lock) {
        this.work = work;
        this.artifact = artifact;
        this.channel = channel;
        this.lock = lock;
    }

    static Workspace open(Path store, String key, Path work, Artifact artifact) throws IOException {
        FileChannel channel =
                FileChannel.open(store.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.lock();
            Files.createDirectories(work);
            return new Workspace(work, artifact, channel, lock);
        } catch (IOException e) {
            channel.close();
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
            for (Path path : scratch) {
                delete(path);
            }
            StageRecord sealed = Artifact.seal(work, record);
            // What lies there was never finished, or is damaged.
            delete(artifact.folder());
            Files.move(work, artifact.folder(), StandardCopyOption.ATOMIC_MOVE);
            return sealed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot finish " + artifact.folder(), e);
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + work, e);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
