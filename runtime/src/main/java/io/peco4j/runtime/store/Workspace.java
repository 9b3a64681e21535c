package io.peco4j.runtime.store;

import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The folder in which one stage is worked on, locked against other processes until it is closed. */
public final class Workspace implements AutoCloseable {
    private final Path work;
    private final Path finished;
    private final String record;
    private final FileChannel channel;
    private final FileLock lock;

    private Workspace(Path work, Path finished, String record, FileChannel channel, FileLock lock) {
        this.work = work;
        this.finished = finished;
        this.record = record;
        this.channel = channel;
        this.lock = lock;
    }

    static Workspace open(Path store, String key, Path work, Path finished, String record) throws IOException {
        FileChannel channel =
                FileChannel.open(store.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.lock();
            Files.createDirectories(work);
            return new Workspace(work, finished, record, channel, lock);
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
            for (Path path : scratch) {
                FileTree.delete(path);
            }
            Records.write(work.resolve(record), artifact);
            // What lies there without a record was never finished.
            FileTree.delete(finished);
            Files.move(work, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot finish " + finished, e);
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
}
