package io.peco4j.datasets.clips;

import java.nio.file.Path;

/**
 * A clip as a list or a folder has it.
 *
 * @param file where it should be
 * @param name its path relative to the data set, with {@code /} between names
 * @param label its class, by name or by number
 * @param where the place that says so: file and line, or a folder
 */
record ListedClip(Path file, String name, String label, String where) {
    static ListedClip of(Path root, Path file, String label, String where) {
        Path normal = file.normalize();
        Path whole = whole(normal);
        Path shown = whole.startsWith(whole(root)) ? whole(root).relativize(whole) : normal;
        return new ListedClip(normal, shown.toString().replace('\\', '/'), label, where);
    }

    /** The file by one path, whether it was named from the root of the file system or from the working directory. */
    Path whole() {
        return whole(file);
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
