package io.peco4j.nn.picture;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether a picture fits into Java's heap. One that does not is no bad file: it is told as an {@link OutOfMemoryError},
 * as it would be by the decoder, but with the figures and before anything is allocated.
 */
final class PictureMemory {
    private static final double MEGABYTE = 1e6;

    private PictureMemory() {}

    /**
     * Fails if the pixels alone, three bytes each, are more than the heap may ever hold. What the decoder needs beside
     * them depends on the file.
     */
    static void require(long width, long height) {
        long bytes = 3 * width * height;
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw new OutOfMemoryError(String.format(
                    Locale.ROOT, "with %d x %d pixels takes %,.0f MB at least", width, height, bytes / MEGABYTE));
        }
    }

    /** The same error with the name of the file. */
    static OutOfMemoryError named(Path file, OutOfMemoryError error) {
        String message = String.valueOf(error.getMessage());
        OutOfMemoryError named = new OutOfMemoryError(
                "the picture " + file + (message.startsWith("with ") ? " " + message : " does not fit"));
        named.initCause(error);
        return named;
    }
}
