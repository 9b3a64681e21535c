package io.peco4j.runtime.content;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.FileStamp;
import io.peco4j.api.data.SeenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Digests of files that are remembered by path, size, time of modification and inode, in this process and, if there is
 * a file for it, in the next ones. What is not known is read on several threads.
 *
 * <p>A file that was modified less than two seconds before it was read, or while it was, is not remembered: another
 * change might leave its size and time as they are. The index is no more than a memory; it may be deleted at any time.
 */
public final class ContentIndex implements ContentDigests {
    private static final long NANOS_BETWEEN_WRITES = TimeUnit.SECONDS.toNanos(10);

    private final @Nullable IndexFile file;
    private final @Nullable Path place;
    private final Trust trust;
    private final ReadingListener listener;
    private final InstantSource clock;
    private final Set<PathKey> readHere = new HashSet<>();
    private final List<Remembered> unwritten = new ArrayList<>();
    private @Nullable Map<PathKey, Remembered> known;
    private long written = System.nanoTime();
    private boolean held;

    /** What to do about files that were read before. */
    public enum Trust {
        /** Take their contents for what they were, where size, time and inode are the same. */
        REMEMBERED,
        /** Read each once more in this process. */
        NOTHING
    }

    private ContentIndex(@Nullable Path place, Trust trust, ReadingListener listener, InstantSource clock) {
        this.place = place;
        this.file = place == null ? null : new IndexFile(place);
        this.trust = trust;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * An index that is kept in a file, which is read when the first digest is asked for and made when there is
     * something to remember. What is damaged in it is passed over; several processes may share it.
     *
     * @param clock that file systems take their times from
     */
    public static ContentIndex in(Path place, Trust trust, ReadingListener listener, InstantSource clock) {
        return new ContentIndex(place, trust, listener, clock);
    }

    /** An index that ends with the process. */
    public static ContentIndex inMemory() {
        return new ContentIndex(null, Trust.REMEMBERED, ReadingListener.none(), InstantSource.system());
    }

    @Override
    public List<String> of(List<Path> files) {
        return read(Reading.of(files, clock, this::remembered));
    }

    @Override
    public List<String> ofSeen(List<SeenFile> files) {
        return read(Reading.ofSeen(files, clock, this::remembered));
    }

    private synchronized List<String> read(Reading reading) {
        known();
        try {
            reading.run(this::moved);
        } finally {
            if (!held) {
                write();
            }
        }
        if (reading.count() > 0) {
            listener.finished();
        }
        return reading.digests();
    }

    /**
     * From now on writes only what takes long to read, until {@link #release}: a study that is refused at once leaves
     * no file behind, and the reading of a large data set is not lost with it.
     */
    public synchronized void hold() {
        held = true;
    }

    /** Ends {@link #hold}, and writes what was held back. */
    public synchronized void release() {
        held = false;
        write();
    }

    /** Called on several threads at once, while nothing changes what it reads. */
    private @Nullable String remembered(PathKey path, FileStamp stamp) {
        Remembered last = trust == Trust.REMEMBERED || readHere.contains(path) ? known().get(path) : null;
        return last != null && last.stamp().equals(stamp) ? last.digest() : null;
    }

    private void moved(Reading.State state) {
        for (Reading.Done done : state.done()) {
            Remembered last = known().get(done.record().path());
            if (last != null
                    && last.stamp().equals(done.record().stamp())
                    && !last.digest().equals(done.record().digest())) {
                listener.changedUnseen(done.file());
            }
            if (!done.record().equals(last)) {
                known().put(done.record().path(), done.record());
                unwritten.add(done.record());
            }
            readHere.add(done.record().path());
        }
        listener.moved(state.files(), state.allFiles(), state.bytes(), state.allBytes());
        if (System.nanoTime() - written > NANOS_BETWEEN_WRITES) {
            write();
        }
    }

    private Map<PathKey, Remembered> known() {
        if (known == null) {
            known = file == null ? new HashMap<>() : file.load();
        }
        return known;
    }

    /**
     * In spite of an interruption, which would close the file: what a long reading has found must not be lost with it.
     */
    private void write() {
        written = System.nanoTime();
        if (file == null || place == null || unwritten.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            file.add(unwritten, known().values());
        } catch (IOException e) {
            listener.unremembered(place, e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            unwritten.clear();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
