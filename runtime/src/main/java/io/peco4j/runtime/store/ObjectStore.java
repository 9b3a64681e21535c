package io.peco4j.runtime.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Objects under names such as {@code keys/abc.json}: no renaming, no locks, but puts on a condition, as S3 has them by
 * {@code If-None-Match} and {@code If-Match}, and other stores under other names.
 *
 * <p>An object is there whole or not at all, and what was put is seen by whoever asks afterwards. A request may reach
 * the store more than once: a put that says that its condition did not hold may have been done before. Several threads
 * and processes at once.
 */
public interface ObjectStore {
    /**
     * An object that was read.
     *
     * @param etag changes with the content
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    record Found(byte[] content, String etag) {}

    /**
     * An object that was listed.
     *
     * @param modified when it was put
     */
    record Listed(String name, Instant modified) {}

    /** A small object; empty if there is none. */
    Optional<Found> get(String name) throws IOException;

    /**
     * Puts a small object where there is none.
     *
     * @return its tag; empty if there is one
     */
    Optional<String> putIfAbsent(String name, byte[] content) throws IOException;

    /**
     * Replaces a small object that is as it was.
     *
     * @param etag that it had
     * @return its new tag; empty if it has changed, or is gone
     */
    Optional<String> putIfMatch(String name, byte[] content, String etag) throws IOException;

    /** Puts what a file holds, over whatever is there. */
    void upload(String name, Path file) throws IOException;

    /**
     * Writes an object into a file.
     *
     * @param file does not exist; its folder does
     * @return whether there is such an object
     */
    boolean download(String name, Path file) throws IOException;

    /** Those whose names begin so, in the order of names. */
    List<Listed> list(String prefix) throws IOException;

    /** Drops an object; nothing if there is none. */
    void delete(String name) throws IOException;

    /** Drops what puts that did not end have left, if nothing was added to it since then; some stores keep nothing. */
    default void dropUnfinished(Instant since) throws IOException {}
}
