package io.peco4j.nn.folder;

import io.peco4j.api.data.FileStamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What lies in a folder and below: the files whose names somebody wants, and a count of everything else.
 *
 * <p>What operating systems and tools leave behind, such as {@code __MACOSX} or {@code Thumbs.db}, and all names that
 * begin with a dot are passed over. Links are followed, once around at most; links to nothing are passed over.
 *
 * @param files in the order of their names
 * @param folders directly below, by name
 * @param searched number of folders, this one included
 * @param others by the folder directly below that they are in, empty for none: how many files of each extension are not
 *     wanted; extensions in lower case with their dot, or {@code without extension}
 * @param unreadable folders that could not be listed or told apart, and why
 */
public record FolderTree(
        List<Found> files,
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
     * A file that is wanted.
     *
     * @param name path relative to the folder that was searched, with {@code /} between names: for people and for
     *     sorting; not every file can be found by its name again
     * @param top the folder directly below the one that was searched; empty if the file lies in that one itself
     * @param stamp of the file when it was found
     */
    public record Found(String name, Path file, String top, FileStamp stamp) {}

    /**
     * Searches a folder and all below.
     *
     * @param wanted names of files, without folders; for several threads
     */
    public static FolderTree of(Path folder, Predicate<String> wanted) {
        return new FolderSearch(folder, Integer.MAX_VALUE, wanted).run();
    }

    /**
     * Searches a folder alone; those directly below are listed and not entered.
     *
     * @param wanted names of files
     */
    public static FolderTree directly(Path folder, Predicate<String> wanted) {
        return new FolderSearch(folder, 1, wanted).run();
    }

    /** Whether a file or folder of that name is passed over, whatever is in it. */
    public static boolean ignored(String name) {
        return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }

    /** How many files of each extension are not wanted, wherever they are. */
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
}
