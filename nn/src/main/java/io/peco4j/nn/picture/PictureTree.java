package io.peco4j.nn.picture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a folder and below: pictures by their extension, and a count of everything else.
 *
 * <p>What operating systems and tools leave behind, such as {@code __MACOSX} or {@code Thumbs.db}, and all names that
 * begin with a dot are passed over. Links are followed, once around at most; links to nothing are passed over.
 *
 * @param pictures in the order of their names
 * @param folders directly below, by name
 * @param searched number of folders, this one included
 * @param others by the folder directly below that they are in, empty for none: how many files of each extension are no
 *     pictures; extensions in lower case with their dot, or {@code without extension}
 * @param unreadable folders that could not be listed or told apart, and why
 */
public record PictureTree(
        List<Found> pictures,
        SortedMap<String, Path> folders,
        int searched,
        SortedMap<String, SortedMap<String, Integer>> others,
        Map<Path, String> unreadable) {

    private static final int LISTED = 6;

    private static final Set<String> SYSTEM = Set.of(
            "__macosx",
            "@eadir",
            "#recycle",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "icon\r");

    /**
     * A picture file.
     *
     * @param name path relative to the folder that was searched, with {@code /} between names: for people and for sorting;
     *     not every file can be found by its name again
     */
    public record Found(String name, Path file) {

        /** The folder directly below the one that was searched; empty if the file lies in that one itself. */
        public String top() {
            int slash = name.indexOf('/');
            return slash < 0 ? "" : name.substring(0, slash);
        }
    }

    /** Searches a folder and all below. */
    public static PictureTree of(Path folder) {
        return of(folder, Integer.MAX_VALUE);
    }

    /** Searches a folder alone; those directly below are listed and not entered. */
    public static PictureTree directly(Path folder) {
        return of(folder, 1);
    }

    private static PictureTree of(Path folder, int depth) {
        Visitor visitor = new Visitor(folder);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, visitor);
        } catch (IOException e) {
            visitor.fail(folder, e);
        }
        visitor.pictures.sort(Comparator.comparing(Found::name));
        return new PictureTree(
                List.copyOf(visitor.pictures),
                Collections.unmodifiableSortedMap(visitor.folders),
                visitor.searched,
                Collections.unmodifiableSortedMap(visitor.others),
                Collections.unmodifiableMap(visitor.unreadable));
    }

    /** Whether a file or folder is passed over whatever is in it. */
    public static boolean ignored(Path path) {
        Path last = path.getFileName();
        if (last == null) {
            return false;
        }
        String name = last.toString();
        return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }

    /** How many files of each extension are no pictures, wherever they are. */
    public SortedMap<String, Integer> allOthers() {
        SortedMap<String, Integer> all = new TreeMap<>();
        others.values().forEach(some -> some.forEach((extension, count) -> all.merge(extension, count, Integer::sum)));
        return all;
    }

    /** Counts of files for a person, the most frequent first: {@code 12 .txt, 3 .heic}; empty if there are none. */
    public static String inWords(Map<String, Integer> counts) {
        String most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LISTED)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return counts.size() > LISTED ? most + " and " + (counts.size() - LISTED) + " more kinds" : most;
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Found> pictures = new ArrayList<>();
        private final SortedMap<String, Path> folders = new TreeMap<>();
        private final SortedMap<String, SortedMap<String, Integer>> others = new TreeMap<>();
        private final Map<Path, String> unreadable = new TreeMap<>();
        private int searched;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root) && ignored(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            searched++;
            if (!folder.equals(root)) {
                noteFolder(folder);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean toNothing = attributes.isSymbolicLink();
            if (ignored(file) || toNothing) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isDirectory()) {
                noteFolder(file); // at the deepest level that is looked at
                return FileVisitResult.CONTINUE;
            }
            List<String> names = new ArrayList<>();
            root.relativize(file).forEach(name -> names.add(name.toString()));
            if (PictureFormat.named(file)) {
                pictures.add(new Found(String.join("/", names), file));
            } else {
                others.computeIfAbsent(names.size() > 1 ? names.get(0) : "", top -> new TreeMap<>())
                        .merge(extension(file), 1, Integer::sum);
            }
            return FileVisitResult.CONTINUE;
        }

        /** Links in circles and links to nothing are no loss; a folder that may not be read is. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            boolean link = failure instanceof FileSystemLoopException
                    || (failure instanceof NoSuchFileException && !file.equals(root));
            if (!link && !ignored(file)) {
                fail(file, failure);
            }
            return FileVisitResult.CONTINUE;
        }

        /** The folder was listed in part. */
        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            if (failure != null) {
                fail(folder, failure);
            }
            return FileVisitResult.CONTINUE;
        }

        void fail(Path folder, IOException failure) {
            String reason = failure instanceof AccessDeniedException
                    ? "access is denied"
                    : String.valueOf(failure.getMessage());
            unreadable.put(folder, reason);
        }

        private void noteFolder(Path folder) {
            if (root.equals(folder.getParent())) {
                Path before = folders.putIfAbsent(String.valueOf(folder.getFileName()), folder);
                if (before != null && !before.equals(folder)) {
                    // Bytes that mean nothing in this locale: what they are read as is no name to tell folders by.
                    unreadable.put(
                            folder, "its name cannot be told from another one's in this locale: set LC_ALL=C.UTF-8");
                }
            }
        }

        private static String extension(Path file) {
            String name = String.valueOf(file.getFileName());
            int dot = name.lastIndexOf('.');
            return dot < 0 ? "without extension" : name.substring(dot).toLowerCase(Locale.ROOT);
        }
    }
}
