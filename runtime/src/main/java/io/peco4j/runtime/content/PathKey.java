package io.peco4j.runtime.content;

import io.peco4j.api.data.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Stands for the path of a file: 128 bits of its SHA-256, which take less memory than a path of a data set of millions.
 */
record PathKey(long high, long low) {
    /** Any part of a hash is one; that of a record takes longer than all the rest of a look-up. */
    @Override
    public int hashCode() {
        return (int) low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathKey key && key.high == high && key.low == low;
    }

    static PathKey of(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(path));
        return new PathKey(bytes.getLong(), bytes.getLong());
    }
}
