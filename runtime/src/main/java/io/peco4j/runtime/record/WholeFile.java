package io.peco4j.runtime.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files so that a reader sees all of the old content or all of the new, never a part. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Replaces the file's content, in UTF-8. Makes the folder if it is absent.
     *
     * @throws UncheckedIOException if the file cannot be written; what was there stays
     */
    public static void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces the file's content. Makes the folder if it is absent.
     *
     * @throws UncheckedIOException if the file cannot be written; what was there stays
     */
    public static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " is not a file name");
        }
        try {
            Files.createDirectories(folder);
            // Not createTempFile: what it makes is readable by its owner alone.
            Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
