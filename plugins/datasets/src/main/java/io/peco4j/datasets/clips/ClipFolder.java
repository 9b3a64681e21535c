package io.peco4j.datasets.clips;

import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A folder with a folder for each class, as Kinetics is laid out: all videos in and below one belong to the class. */
final class ClipFolder {
    private static final Set<String> EXTENSIONS =
            Set.of("avi", "mp4", "m4v", "mov", "mkv", "webm", "mpg", "mpeg", "ts", "wmv", "flv", "ogv", "3gp");

    private ClipFolder() {}

    /** The videos, in the order of their names; problems get what cannot be listed. */
    static List<ListedClip> read(Path root, Path folder, ClipProblems problems) {
        return entries(folder, problems).stream()
                .filter(Files::isDirectory)
                .flatMap(label -> videos(label, problems).stream()
                        .map(file ->
                                ListedClip.of(root, file, label.getFileName().toString(), label.toString())))
                .toList();
    }

    private static List<Path> entries(Path folder, ClipProblems problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            return visible(entries);
        } catch (IOException | UncheckedIOException e) {
            problems.add(unlisted(folder, e));
            return List.of();
        }
    }

    private static List<Path> videos(Path folder, ClipProblems problems) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return visible(files.filter(ClipFolder::isVideo));
        } catch (IOException | UncheckedIOException e) {
            problems.add(unlisted(folder, e));
            return List.of();
        }
    }

    private static List<Path> visible(Stream<Path> paths) {
        return paths.filter(path -> !path.getFileName().toString().startsWith("."))
                .sorted()
                .toList();
    }

    private static boolean isVideo(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Problem unlisted(Path folder, Exception cause) {
        return new Problem(
                "PECO-280",
                "a folder cannot be listed: " + cause.getMessage(),
                folder.toString(),
                "allow this user to read it");
    }
}
