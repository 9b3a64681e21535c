package io.peco4j.nn.picture;

import io.peco4j.api.data.FileStamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
     * @param name path relative to the folder that was searched, with {@code /} between names: for people and for
     *     sorting; not every file can be found by its name again
     * @param top the folder directly below the one that was searched; empty if the file lies in that one itself
     * @param stamp of the file when it was found
     */
    public record Found(String name, Path file, String top, FileStamp stamp) {}

    /** Searches a folder and all below. */
    public static PictureTree of(Path folder) {
        return new FolderSearch(folder, Integer.MAX_VALUE).run();
    }

    /** Searches a folder alone; those directly below are listed and not entered. */
    public static PictureTree directly(Path folder) {
        return new FolderSearch(folder, 1).run();
    }

    /** Whether a file or folder of that name is passed over, whatever is in it. */
    static boolean ignored(String name) {
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
}
