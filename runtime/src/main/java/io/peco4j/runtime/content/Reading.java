package io.peco4j.runtime.content;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.FileStamp;
import io.peco4j.api.data.SeenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the digests of some files: looks at each, and reads those whose contents nobody remembers. Used once. */
final class Reading {
    private static final ContentDigests READER = ContentDigests.plain();

    private final List<Path> files;
    private final InstantSource clock;
    private final BiFunction<PathKey, FileStamp, @Nullable String> memory;
    private final String[] digests;
    private final @Nullable FileStamp[] stamps;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final AtomicLong readFiles = new AtomicLong();
    private final AtomicLong readBytes = new AtomicLong();
    private int[] unknown = {};
    private long unknownBytes;

    /** A file that was read and whose content may be remembered. */
    record Done(Path file, Remembered record) {}

    /**
     * How far it is.
     *
     * @param done since the last time
     */
    record State(List<Done> done, long files, long allFiles, long bytes, long allBytes) {}

    private Reading(
            List<Path> files,
            @Nullable FileStamp[] stamps,
            InstantSource clock,
            BiFunction<PathKey, FileStamp, @Nullable String> memory) {
        this.files = files;
        this.clock = clock;
        this.memory = memory;
        this.digests = new String[files.size()];
        this.stamps = stamps;
    }

    /** @param memory gives the digest for a stamp, or null; asked on several threads */
    static Reading of(List<Path> files, InstantSource clock, BiFunction<PathKey, FileStamp, @Nullable String> memory) {
        return new Reading(files, new FileStamp[files.size()], clock, memory);
    }

    /**
     * Takes the stamps for what they were at the first look.
     *
     * @param memory gives the digest for a stamp, or null; asked on several threads
     */
    static Reading ofSeen(
            List<SeenFile> files, InstantSource clock, BiFunction<PathKey, FileStamp, @Nullable String> memory) {
        return new Reading(
                files.stream().map(SeenFile::file).toList(),
                files.stream().map(SeenFile::stamp).toArray(FileStamp[]::new),
                clock,
                memory);
    }

    /**
     * Does it.
     *
     * @param listener called on this thread every now and then, and at the end
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    void run(Consumer<State> listener) {
        Parallel.run(files.size(), this::look, () -> {});
        unknown = IntStream.range(0, digests.length)
                .filter(i -> digests[i] == null)
                .toArray();
        unknownBytes = Arrays.stream(unknown).mapToLong(this::size).sum();
        if (unknown.length > 0) {
            try {
                Parallel.run(unknown.length, i -> read(unknown[i]), () -> listener.accept(state()));
            } finally {
                listener.accept(state());
            }
        }
    }

    /** How many had to be read. */
    int count() {
        return unknown.length;
    }

    List<String> digests() {
        return List.of(digests);
    }

    private long size(int index) {
        FileStamp stamp = stamps[index];
        return stamp == null ? 0 : stamp.size();
    }

    private void look(int index) {
        Path file = files.get(index);
        try {
            FileStamp seen = stamps[index];
            FileStamp stamp = seen == null ? FileStamp.of(file) : seen;
            stamps[index] = stamp;
            String digest = memory.apply(PathKey.of(file), stamp);
            if (digest != null) {
                digests[index] = digest;
            }
        } catch (IOException e) {
            digests[index] = ContentDigests.UNREADABLE;
        }
    }

    private void read(int index) {
        Path file = files.get(index);
        Instant begun = clock.instant();
        String digest = READER.of(file);
        digests[index] = digest;
        FileStamp before = stamps[index];
        if (before != null && !digest.equals(ContentDigests.UNREADABLE) && before.settledBefore(begun)) {
            try {
                if (before.equals(FileStamp.of(file))) {
                    done.add(new Done(file, new Remembered(PathKey.of(file), before, digest)));
                }
            } catch (IOException e) {
                // Gone meanwhile: nothing to remember.
            }
        }
        readFiles.incrementAndGet();
        readBytes.addAndGet(size(index));
    }

    private State state() {
        List<Done> taken = new ArrayList<>();
        for (Done each = done.poll(); each != null; each = done.poll()) {
            taken.add(each);
        }
        return new State(taken, readFiles.get(), unknown.length, readBytes.get(), unknownBytes);
    }
}
