package io.peco4j.datasets.coco;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The pictures of a folder by their names; each folder in it is listed once. Used by one thread. */
final class PictureFolder {
    private final Path root;
    private final Map<Path, Set<String>> listings = new HashMap<>();
    private final Map<Path, Path> real = new HashMap<>();

    PictureFolder(Path root) {
        // A relative path may be empty, as that of the working directory is, and then is the beginning of no other.
        this.root = root.toAbsolutePath().normalize();
    }

    /** Where a picture of that name is; empty if it is not there, or the name leads out of the folder. */
    Optional<Path> find(String name) {
        try {
            Path file = root.resolve(name).normalize();
            Path parent = file.getParent();
            return parent != null
                            && file.startsWith(root)
                            && listings.computeIfAbsent(parent, PictureFolder::list)
                                    .contains(String.valueOf(file.getFileName()))
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Where a picture that is there lies, the same whatever links and names lead to its folder. */
    Path real(String name) {
        Path file = root.resolve(name).normalize();
        Path parent = Objects.requireNonNull(file.getParent(), name);
        return real.computeIfAbsent(parent, PictureFolder::real).resolve(file.getFileName());
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder; // gone meanwhile, which is told when its pictures are read
        }
    }

    private static Set<String> list(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? Set.of() : new HashSet<>(Arrays.asList(names));
    }
}
