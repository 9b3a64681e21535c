package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
     * The plugins in a folder, sorted by name. Files that are no jars are passed over, and so is what is hidden.
     *
     * @throws InvalidInputException if the folder cannot be read
     */
    static List<PluginSource> in(Path folder, boolean bundled) {
        try {
            List<Path> places = list(folder);
            Stream.Builder<PluginSource> found = Stream.builder();
            for (Path place : places) {
                if (Files.isDirectory(place)) {
                    found.add(new PluginSource(
                            place,
                            list(place).stream().filter(PluginSource::isJar).toList(),
                            bundled));
                } else if (isJar(place)) {
                    found.add(new PluginSource(place, List.of(place), bundled));
                }
            }
            return found.build().toList();
        } catch (IOException e) {
            throw new InvalidInputException(PluginProblems.unreadableFolder(folder, e));
        }
    }

    /** What stands for it where there is no better name: the file's name without {@code .jar}. */
    String fileName() {
        return String.valueOf(location.getFileName()).replaceFirst("\\.jar$", "");
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && Files.isRegularFile(file);
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
