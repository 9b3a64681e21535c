package io.peco4j.datasets.clips;

import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists and names of classes that are found by their names, in upper or lower case, and folders that stand in for a
 * list.
 *
 * @param folder that they are in
 * @param tree its files of such names, and its folders
 */
record UsualNames(Path folder, FolderTree tree) {
    static final List<String> TRAIN = List.of("train.csv", "train.txt", "train.list");
    static final List<String> VALIDATION =
            List.of("val.csv", "val.txt", "val.list", "validation.csv", "validation.txt");
    static final List<String> TEST = List.of("test.csv", "test.txt", "test.list");
    static final List<String> CLASSES = List.of("classes.txt", "classes.csv", "labels.txt", "classInd.txt");
    private static final List<List<String>> ALL = List.of(TRAIN, VALIDATION, TEST, CLASSES);

    private static final int DEEPEST = 4;

    /**
     * Looks in a folder, or in the only folder in it, as archives are often unpacked.
     *
     * @param problems gets folders that cannot be listed
     */
    static UsualNames in(Path folder, ClipProblems problems) {
        UsualNames outer = directly(folder, problems);
        UsualNames inner = outer;
        for (int depth = 0; depth < DEEPEST && inner.isWrapper(); depth++) {
            inner = directly(inner.tree.folders().values().iterator().next(), problems);
        }
        return inner.tree.files().isEmpty() || inner.tree.folders().isEmpty() ? outer : inner;
    }

    /** Looks in a folder alone. */
    static UsualNames directly(Path folder, ClipProblems problems) {
        return new UsualNames(folder, ClipFolder.listed(FolderTree.directly(folder, UsualNames::isUsual), problems));
    }

    private static boolean isUsual(String name) {
        return ALL.stream().flatMap(List::stream).anyMatch(name::equalsIgnoreCase);
    }

    private boolean isWrapper() {
        return tree.files().isEmpty()
                && tree.others().isEmpty()
                && tree.folders().size() == 1;
    }

    /** The first of these files that is there. */
    Optional<Path> file(List<String> names) {
        return names.stream()
                .flatMap(name -> tree.files().stream()
                        .filter(found -> found.name().equalsIgnoreCase(name))
                        .map(FolderTree.Found::file))
                .findFirst();
    }

    /** The first of these folders that is there. */
    Optional<Path> folder(List<String> names) {
        return names.stream()
                .flatMap(name -> tree.folders().entrySet().stream()
                        .filter(found -> found.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue))
                .findFirst();
    }
}
