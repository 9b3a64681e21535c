package io.peco4j.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.List;

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

    static KeyFile parse(String name, byte[] bytes) throws IOException {
        try {
            return JSON.fromJson(new String(bytes, UTF_8), KeyFile.class);
        } catch (JsonParseException e) {
            throw new IOException(name + " in the shared store cannot be read: " + e.getMessage(), e);
        }
    }
}
