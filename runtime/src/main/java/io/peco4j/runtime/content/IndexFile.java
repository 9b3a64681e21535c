package io.peco4j.runtime.content;

import io.peco4j.runtime.record.WholeFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The index on disk: records one after the other, the last of a path counts.
 *
 * <p>Processes append to it without a lock. What a killed one has left half-written, or two have written into each
 * other, is no record and is passed over; all that is lost with it is that a file is read again. One thread at a time.
 */
final class IndexFile {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_AT_FIRST = 1 << 22;

    private final Path file;
    private boolean wasteful;

    IndexFile(Path file) {
        this.file = file;
    }

    /** Everything that can be read of it; nothing if it is not there. */
    Map<PathKey, Remembered> load() {
        Map<PathKey, Remembered> found = new HashMap<>(capacity());
        long records = 0;
        long skipped = 0;
        byte[] bytes = new byte[Remembered.SIZE];
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            in.mark(bytes.length);
            while (in.readNBytes(bytes, 0, bytes.length) == bytes.length) {
                Optional<Remembered> record = Remembered.read(bytes);
                if (record.isPresent()) {
                    found.put(record.get().path(), record.get());
                    records++;
                } else {
                    in.reset();
                    in.skipNBytes(1);
                    skipped++;
                }
                in.mark(bytes.length);
            }
        } catch (NoSuchFileException e) {
            return found;
        } catch (IOException e) {
            // What could be read is right all the same.
            skipped++;
        }
        wasteful = skipped > 0 || records > 2L * found.size();
        return found;
    }

    /** Room for all records that the file can have, so that a table of millions does not grow step by step. */
    private int capacity() {
        try {
            return (int) Math.min(Files.size(file) / Remembered.SIZE * 4 / 3 + 1, MOST_AT_FIRST);
        } catch (IOException e) {
            return 1; // most often there is none yet
        }
    }

    /**
     * Adds records. Where the file holds much that is damaged or out of date, it is rewritten instead.
     *
     * @param all what is known, the new ones included
     * @throws IOException if the file cannot be written
     */
    void add(Collection<Remembered> more, Collection<Remembered> all) throws IOException {
        if (wasteful) {
            try {
                WholeFile.write(file, bytes(all).array());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            wasteful = false;
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        // One write, which systems append as a whole.
        ByteBuffer bytes = bytes(more).flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static ByteBuffer bytes(Collection<Remembered> records) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(records.size(), Remembered.SIZE));
        records.forEach(record -> record.write(bytes));
        return bytes;
    }
}
