package io.peco4j.datasets.clips;

import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A folder with a folder for each class, as Kinetics is laid out: all videos in and below one belong to the class. */
final class ClipFolder {
    private static final Set<String> EXTENSIONS =
            Set.of("avi", "mp4", "m4v", "mov", "mkv", "webm", "mpg", "mpeg", "ts", "wmv", "flv", "ogv", "3gp");

    private ClipFolder() {}

    /** The videos, by class and in the order of their names; problems get what cannot be listed. */
    static List<ListedClip> read(Path root, Path folder, ClipProblems problems) {
        return listed(FolderTree.directly(folder, ClipFolder::isVideo), problems).folders().values().stream()
                .flatMap(label -> listed(FolderTree.of(label, ClipFolder::isVideo), problems).files().stream()
                        .map(found -> ListedClip.of(
                                root, found.file(), label.getFileName().toString(), label.toString())))
                .toList();
    }

    /** The same; problems get what cannot be listed. */
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
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
