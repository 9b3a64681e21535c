package io.peco4j.runtime.content;

import java.nio.file.Path;

/** Hears how the reading of many files goes. Called on the thread that asked for the digests. */
public interface ReadingListener {
    /**
     * The reading has begun or moved on.
     *
     * @param files that are read, of all that must be
     * @param bytes that are read, of all that must be
     */
    default void moved(long files, long allFiles, long bytes, long allBytes) {}

    /** All files are read. */
    default void finished() {}

    /** A file has another content than when it was last read, though its size and its time are the same. */
    default void changedUnseen(Path file) {}

    /** What was read cannot be remembered, and will be read again next time. */
    default void unremembered(Path index, String cause) {}

    /** Does nothing. */
    static ReadingListener none() {
        return new ReadingListener() {};
    }
}
