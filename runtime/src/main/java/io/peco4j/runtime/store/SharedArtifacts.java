package io.peco4j.runtime.store;

import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Finished stages in an object store. An artifact is put under {@code data/KEY/ATTEMPT/}, an id that nobody else has;
 * it is finished by one conditional put of {@code keys/KEY.json}, which names the attempt. The first one wins, the
 * other one drops its attempt. Readers follow the key file alone, so that nobody sees half an artifact, or parts of
 * two.
 *
 * @param clock of the same time as the store's, give or take hours
 */
public record SharedArtifacts(ObjectStore objects, InstantSource clock) {
    /** After this time an attempt that no key names is taken to be given up. */
    private static final Duration GIVEN_UP = Duration.ofDays(1);

    /** An attempt that takes longer is not finished, as it may be swept away meanwhile. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * Makes a stage finished for all.
     *
     * @param folder of its artifact
     * @return whether this is the artifact that counts; if not, another one was first
     */
    public boolean publish(String key, Path folder) throws IOException {
        return objects.get(name(key)).isEmpty() && put(key, folder, bytes -> objects.putIfAbsent(name(key), bytes));
    }

    /**
     * Makes a stage finished for all by another artifact than one that is damaged. Parts of that are swept away later:
     * somebody may be reading them.
     *
     * @param folder of the artifact
     * @param damaged the tag of the key file, as {@link DamagedArtifactException#tag()} has it
     * @return whether this is the artifact that counts; if not, another one has replaced the damaged one before
     */
    public boolean replace(String key, Path folder, String damaged) throws IOException {
        Optional<String> there = tag(key);
        if (there.isEmpty()) {
            return publish(key, folder);
        }
        return there.get().equals(damaged) && put(key, folder, bytes -> objects.putIfMatch(name(key), bytes, damaged));
    }

    private interface Commit {
        Optional<String> put(byte[] keyFile) throws IOException;
    }

    private boolean put(String key, Path folder, Commit commit) throws IOException {
        Instant started = clock.instant();
        String attempt = UUID.randomUUID().toString();
        List<KeyFile.Part> parts = new ArrayList<>();
        for (Path file : FileTree.files(folder)) {
            String name = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            objects.upload(data(key, attempt) + name, file);
            parts.add(part(name, file));
        }
        if (clock.instant().isAfter(started.plus(LONGEST))) {
            throw new IOException("putting " + folder + " into the shared store took longer than " + LONGEST.toHours()
                    + " hours, after which it may be incomplete there");
        }
        Optional<String> put = commit.put(new KeyFile(attempt, parts).bytes());
        // A request that was repeated on its way finds what itself has put.
        if (put.isPresent()
                || objects.get(name(key))
                        .filter(there -> names(there, attempt, false))
                        .isPresent()) {
            return true;
        }
        for (KeyFile.Part part : parts) {
            objects.delete(data(key, attempt) + part.file());
        }
        return false;
    }

    /**
     * Brings a finished stage here.
     *
     * @param folder where its artifact is to be; what lies there is replaced. It appears whole or not at all
     * @return the tag of the key file that makes it finished; empty if it is not
     * @throws DamagedArtifactException if a file is missing or not as the key file says, or that cannot be read
     */
    public Optional<String> fetch(String key, Path folder) throws IOException {
        Optional<ObjectStore.Found> found = objects.get(name(key));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String tag = found.get().etag();
        KeyFile named = KeyFile.parse(found.get().content())
                .orElseThrow(() -> new DamagedArtifactException(name(key) + " cannot be read", tag));
        Path incoming = folder.resolveSibling(folder.getFileName() + ".incoming-" + UUID.randomUUID());
        try {
            for (KeyFile.Part part : named.files()) {
                String object = data(key, named.attempt()) + part.file();
                String trouble = bring(object, part, incoming);
                if (!trouble.isEmpty()) {
                    throw new DamagedArtifactException(object + trouble, tag);
                }
            }
            FileTree.delete(folder);
            Files.move(incoming, folder, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(tag);
        } finally {
            FileTree.delete(incoming);
        }
    }

    /** Brings a file into a folder; what is wrong with it, empty if nothing is. */
    private String bring(String object, KeyFile.Part part, Path folder) throws IOException {
        try {
            Path file = folder.resolve(part.file()).normalize();
            if (!file.startsWith(folder)) {
                return " is a file outside its artifact";
            }
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            if (!objects.download(object, file)) {
                return " is missing";
            }
            return part(part.file(), file).equals(part) ? "" : " is not as it was finished";
        } catch (IllegalArgumentException e) {
            return " is no name of a file";
        }
    }

    /** The tag of the key file that makes a stage finished, whatever it says; empty if there is none. */
    public Optional<String> tag(String key) throws IOException {
        return objects.get(name(key)).map(ObjectStore.Found::etag);
    }

    /**
     * Drops the attempts that no key names and that nobody has added to for a day, and puts that did not end.
     *
     * @return how many attempts
     */
    public int sweep() throws IOException {
        Instant givenUp = clock.instant().minus(GIVEN_UP);
        objects.dropUnfinished(givenUp);
        Map<String, Instant> newest = new HashMap<>();
        List<ObjectStore.Listed> listed = objects.list("data/");
        for (ObjectStore.Listed each : listed) {
            newest.merge(attempt(each), each.modified(), (one, other) -> one.isAfter(other) ? one : other);
        }
        Set<String> dropped = new HashSet<>();
        for (Map.Entry<String, Instant> attempt : newest.entrySet()) {
            if (attempt.getValue().isBefore(givenUp)) {
                String[] words = attempt.getKey().split("/", -1);
                // Where nobody can read which one counts, this may be it.
                if (objects.get(name(words[1]))
                        .filter(there -> names(there, words[2], true))
                        .isEmpty()) {
                    dropped.add(attempt.getKey());
                }
            }
        }
        for (ObjectStore.Listed each : listed) {
            if (dropped.contains(attempt(each))) {
                objects.delete(each.name());
            }
        }
        return dropped.size();
    }

    /** The first three words of a name, {@code data/KEY/ATTEMPT}. */
    private static String attempt(ObjectStore.Listed each) {
        String[] words = each.name().split("/", 4);
        return words[0] + "/" + words[1] + "/" + words[2];
    }

    /** Whether a key file names an attempt; {@code unreadable} if that cannot be told. */
    private static boolean names(ObjectStore.Found keyFile, String attempt, boolean unreadable) {
        return KeyFile.parse(keyFile.content())
                .map(file -> file.attempt().equals(attempt))
                .orElse(unreadable);
    }

    private static KeyFile.Part part(String name, Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new KeyFile.Part(name, size, Long.toHexString(sum.getValue()));
        }
    }

    private static String name(String key) {
        return "keys/" + key + ".json";
    }

    private static String data(String key, String attempt) {
        return "data/" + key + "/" + attempt + "/";
    }
}
