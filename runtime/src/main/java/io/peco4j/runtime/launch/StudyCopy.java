package io.peco4j.runtime.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The study of one run, for its processes to read: a file beside {@code study.conf}, which every run of the study in
 * that folder replaces. It is there as long as the run.
 *
 * <p>The run holds a lock on it. What is not locked belongs to a run that was killed, and the next one drops it. Where
 * the file system has no locks, it stays.
 */
public final class StudyCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudyCopy.class);
    private static final Pattern NAME = Pattern.compile("study-[0-9a-f-]{36}\\.conf");

    /** One byte behind all that a study has, as some systems let nobody read what is locked. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Path file;

    /** Holds the lock. */
    private final FileChannel channel;

    private StudyCopy(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Writes one, and drops what killed runs have left.
     *
     * @param folder of the run, which is made if it is absent
     * @param study its text
     * @throws UncheckedIOException if it cannot be written
     */
    public static StudyCopy in(Path folder, String study) {
        String id = UUID.randomUUID().toString();
        Path file = folder.resolve("study-" + id + ".conf");
        try {
            Files.createDirectories(folder);
            sweep(folder);
            // It gets its name when it is locked, so that nobody takes it for left behind.
            Path incoming = folder.resolve(".study-" + id + ".tmp");
            FileChannel channel = null;
            try {
                Files.writeString(incoming, study, UTF_8, StandardOpenOption.CREATE_NEW);
                channel = FileChannel.open(incoming, StandardOpenOption.WRITE);
                locked(channel);
                Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE);
                return new StudyCopy(file, channel);
            } catch (IOException e) {
                if (channel != null) {
                    channel.close();
                }
                throw e;
            } finally {
                Files.deleteIfExists(incoming);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    private static void sweep(Path folder) throws IOException {
        for (Path each : FileTree.entries(folder)) {
            if (NAME.matcher(each.getFileName().toString()).matches()) {
                try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE)) {
                    if (locked(channel)) {
                        Files.deleteIfExists(each);
                    }
                } catch (IOException e) {
                    LOG.debug("{} is left where it is", each, e);
                }
            }
        }
    }

    /** Takes the lock, which the channel holds until it is closed; false if there is none, or another run has it. */
    private static boolean locked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(LOCKED, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another run of this process has it.
            return false;
        } catch (IOException e) {
            LOG.debug("no lock on the copy of a study", e);
            return false;
        }
    }

    /** Drops it. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} is left where it is", file, e);
        }
    }
}
