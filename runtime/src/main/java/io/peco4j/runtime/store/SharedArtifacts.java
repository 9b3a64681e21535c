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
        if (committed(key).isPresent()) {
            return false;
        }
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
        Optional<String> put = objects.putIfAbsent(name(key), new KeyFile(attempt, parts).bytes());
        // A request that was repeated on its way finds what itself has put.
        if (put.isPresent()
                || committed(key)
                        .filter(winner -> winner.attempt().equals(attempt))
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
     * @return whether it is finished
     * @throws IOException also if a file is not as the key file says
     */
    public boolean fetch(String key, Path folder) throws IOException {
        Optional<KeyFile> found = committed(key);
        if (found.isEmpty()) {
            return false;
        }
        Path incoming = folder.resolveSibling(folder.getFileName() + ".incoming-" + UUID.randomUUID());
        try {
            for (KeyFile.Part part : found.get().files()) {
                Path file = incoming.resolve(part.file()).normalize();
                if (!file.startsWith(incoming)) {
                    throw new IOException(name(key) + " names a file outside its artifact: " + part.file());
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                String object = data(key, found.get().attempt()) + part.file();
                if (!objects.download(object, file)) {
                    throw new IOException(object + " is missing in the shared store");
                }
                if (!part(part.file(), file).equals(part)) {
                    throw new IOException(object + " in the shared store is not as it was finished");
                }
            }
            FileTree.delete(folder);
            Files.move(incoming, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            FileTree.delete(incoming);
        }
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
                if (committed(words[1])
                        .filter(winner -> winner.attempt().equals(words[2]))
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

    private Optional<KeyFile> committed(String key) throws IOException {
        Optional<ObjectStore.Found> found = objects.get(name(key));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(KeyFile.parse(name(key), found.get().content()));
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
