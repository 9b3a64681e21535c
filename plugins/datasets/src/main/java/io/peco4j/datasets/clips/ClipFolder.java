package io.peco4j.datasets.clips;

import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A folder with a folder for each class, as Kinetics is laid out: all videos in and below one belong to the class. */
final class ClipFolder {
    private static final List<String> EXTENSIONS = List.of(
            ".avi", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".mpg", ".mpeg", ".ts", ".wmv", ".flv", ".ogv", ".3gp");

    private ClipFolder() {}

    /** What names of videos end with. */
    static List<String> extensions() {
        return EXTENSIONS;
    }

    /**
     * The videos, by class and in the order of their names.
     *
     * @param root of the data set, which names are relative to
     * @param whole whether it is the folder of the whole data set, which may have lists and names beside the classes
     * @param problems gets what cannot be listed, class folders without a video, and videos beside them
     */
    static Listing read(Path root, Path folder, boolean whole, ClipProblems problems) {
        FolderTree tree = listed(FolderTree.of(folder, ClipFolder::isVideo), problems);
        List<ListedClip> clips = tree.files().stream()
                .filter(found -> !found.top().isEmpty())
                .sorted(Comparator.comparing(FolderTree.Found::top).thenComparing(FolderTree.Found::name))
                .map(found -> ListedClip.of(
                        root,
                        found.file(),
                        found.top(),
                        folder.resolve(found.top()).toString()))
                .toList();
        List<String> beside = tree.files().stream()
                .filter(found -> found.top().isEmpty())
                .map(FolderTree.Found::name)
                .toList();
        if (!beside.isEmpty()) {
            problems.add(beside(folder, beside));
        }
        if (!clips.isEmpty()) {
            Set<String> classes = clips.stream().map(ListedClip::label).collect(Collectors.toSet());
            tree.folders().keySet().stream()
                    .filter(name -> !classes.contains(name))
                    .forEach(name -> problems.addRow(empty(folder, name, tree)));
        }
        return new Listing(clips, true, others(whole, tree));
    }

    private static SortedMap<String, Integer> others(boolean whole, FolderTree tree) {
        SortedMap<String, Integer> others = new TreeMap<>();
        tree.others().forEach((top, counts) -> {
            if (!top.isEmpty() || !whole) {
                counts.forEach((extension, count) -> others.merge(extension, count, Integer::sum));
            }
        });
        return others;
    }

    private static Problem empty(Path folder, String name, FolderTree tree) {
        Map<String, Integer> others = tree.others().getOrDefault(name, new TreeMap<>());
        return new Problem(
                "PECO-288",
                "class " + name + " has no clip" + (others.isEmpty() ? "" : ", but " + FolderTree.inWords(others)),
                folder.toString(),
                (others.isEmpty() ? "add clips" : "convert them to a format that is read, such as .mp4")
                        + ", or remove the folder");
    }

    private static Problem beside(Path folder, List<String> clips) {
        return new Problem(
                "PECO-289",
                clips.size() + (clips.size() == 1 ? " clip lies" : " clips lie") + " in no class folder: "
                        + ClipNotes.some(clips, ", "),
                folder.toString(),
                "move each into a folder with the name of its class, or name a list of all:  train = \"train.csv\"");
    }

    /** The same tree; problems get what cannot be listed. */
    static FolderTree listed(FolderTree tree, ClipProblems problems) {
        tree.unreadable()
                .forEach((folder, reason) -> problems.add(new Problem(
                        "PECO-280",
                        "a folder cannot be listed: " + reason,
                        folder.toString(),
                        "allow this user to read it")));
        return tree;
    }

    /** Whether a file of that name is taken for a video. */
    static boolean isVideo(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(name.substring(dot).toLowerCase(Locale.ROOT));
    }
}
