package io.peco4j.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;

/**
 * What makes a stage finished in an object store: which attempt counts, and what each of its files must be.
 *
 * @param attempt its id
 * @param files of the artifact
 */
record KeyFile(String attempt, List<Part> files) {
    private static final Gson JSON = new Gson();

    /**
     * A file.
     *
     * @param file its name within the artifact, with slashes
     * @param size in bytes
     * @param crc32c in hexadecimal
     */
    record Part(String file, long size, String crc32c) {}

    byte[] bytes() {
        return JSON.toJson(this).getBytes(UTF_8);
    }

    /** What these bytes say; empty if they are not those of a key file. */
    static Optional<KeyFile> parse(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.fromJson(new String(bytes, UTF_8), KeyFile.class))
                    .filter(KeyFile::isWhole);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Whether JSON has left out nothing. */
    private boolean isWhole() {
        return attempt != null
                && files != null
                && files.stream().allMatch(part -> part != null && part.file() != null && part.crc32c() != null);
    }
}
