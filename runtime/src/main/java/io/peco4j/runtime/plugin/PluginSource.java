package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a plugin lies: a folder with its jar and those that it depends on, or a jar alone.
 *
 * @param location the folder or the jar
 * @param jars sorted by name
 * @param bundled whether it came with peco4j and may use ids without a dot
 */
record PluginSource(Path location, List<Path> jars, boolean bundled) {
    PluginSource {
        jars = List.copyOf(jars);
    }

    /**
     * Where plugins may lie in a folder, sorted by name. What is hidden is passed over.
     *
     * @throws InvalidInputException if the folder cannot be read
     */
    static List<Path> places(Path folder) {
        try {
            return list(folder);
        } catch (IOException e) {
            throw new InvalidInputException(JarProblems.unreadableFolder(folder, e));
        }
    }

    /**
     * The plugin at a place; empty for a file that is not a jar.
     *
     * @throws InvalidInputException if the place is a folder that cannot be read
     */
    static Optional<PluginSource> at(Path place, boolean bundled) {
        if (Files.isDirectory(place)) {
            List<Path> jars = places(place).stream().filter(PluginSource::isJar).toList();
            return Optional.of(new PluginSource(place, jars, bundled));
        }
        return isJar(place) ? Optional.of(new PluginSource(place, List.of(place), bundled)) : Optional.empty();
    }

    /** What stands for it where there is no better name: the file's name without {@code .jar}. */
    String fileName() {
        return fileName(location);
    }

    static String fileName(Path place) {
        return String.valueOf(place.getFileName()).replaceFirst("\\.jar$", "");
    }

    static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        return FileTree.entries(folder).stream()
                .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                .toList();
    }
}
