package io.peco4j.runtime.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.peco4j.api.data.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as files of a folder that several machines see. A file appears under its name by a link to one that is whole,
 * or by a move over the one before; replacing it on a condition takes a lock. So the file system needs links, atomic
 * moves and, between machines, locks, as NFS 4 has them.
 */
public final class FolderObjects implements ObjectStore {
    private static final String INCOMING = ".incoming";
    private static final String LOCKS = ".locks";

    private final Path folder;

    /** @param folder made when something is first put */
    public FolderObjects(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Optional<Found> get(String name) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file(name));
            return Optional.of(new Found(content, etag(content)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> putIfAbsent(String name, byte[] content) throws IOException {
        Path target = file(name);
        Path incoming = incoming();
        try {
            Files.write(incoming, content);
            Files.createDirectories(parent(target));
            Files.createLink(target, incoming);
            return Optional.of(etag(content));
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (UnsupportedOperationException e) {
            throw new IOException(folder + " is on a file system without hard links, which a shared folder needs", e);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    @Override
    @SuppressWarnings("try") // a lock is held, not used
    public synchronized Optional<String> putIfMatch(String name, byte[] content, String etag) throws IOException {
        Path lock = folder.resolve(LOCKS).resolve(name.replace('/', '+'));
        Files.createDirectories(parent(lock));
        try (WorkLock held = WorkLock.take(lock, holder -> {})) {
            if (get(name).filter(found -> found.etag().equals(etag)).isEmpty()) {
                return Optional.empty();
            }
            Path incoming = incoming();
            try {
                Files.write(incoming, content);
                Files.move(incoming, file(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(incoming);
            }
            return Optional.of(etag(content));
        }
    }

    @Override
    public void upload(String name, Path file) throws IOException {
        Path target = file(name);
        Path incoming = incoming();
        try {
            Files.copy(file, incoming);
            Files.createDirectories(parent(target));
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    @Override
    public boolean download(String name, Path file) throws IOException {
        try {
            Files.copy(file(name), file);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(parent(file))) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<Listed> list(String prefix) throws IOException {
        Path root = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        List<Listed> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = folder.relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), "/");
                    if (name.startsWith(prefix)) {
                        found.add(new Listed(name, attributes.lastModifiedTime().toInstant()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** Others may delete what is being listed. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        }
        found.sort(Comparator.comparing(Listed::name));
        return found;
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public void dropUnfinished(Instant since) throws IOException {
        for (Listed each : list(INCOMING + "/")) {
            if (each.modified().isBefore(since)) {
                delete(each.name());
            }
        }
    }

    private Path file(String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IllegalArgumentException("no name of an object: " + name);
        }
        return file;
    }

    private Path incoming() throws IOException {
        Path incoming = folder.resolve(INCOMING);
        Files.createDirectories(incoming);
        return incoming.resolve(UUID.randomUUID().toString());
    }

    private Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? folder : parent;
    }

    private static String etag(byte[] content) {
        return Sha256.hex(new String(content, ISO_8859_1));
    }
}
