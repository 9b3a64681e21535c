package io.peco4j.datasets.folder;

import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.picture.PictureFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The pictures of one split, or of a data set without splits.
 *
 * @param folder that was searched
 * @param tree what is in it
 * @param classes names of the folders directly below that hold pictures, in the order of their characters; empty if
 *     pictures have no class
 */
record Part(Path folder, FolderTree tree, List<String> classes) {

    /** @param byFolder whether the folders directly below are classes */
    static Part of(Path folder, boolean byFolder) {
        FolderTree tree = FolderTree.of(folder, PictureFormat::named);
        List<String> classes = byFolder
                ? tree.files().stream()
                        .map(FolderTree.Found::top)
                        .filter(top -> !top.isEmpty())
                        .distinct()
                        .sorted()
                        .toList()
                : List.of();
        return new Part(folder, tree, classes);
    }

    /** What is wrong with it, whatever the other splits are. */
    List<Problem> problems() {
        if (!tree.unreadable().isEmpty()) {
            return List.of(FolderProblems.notListed(tree));
        }
        List<Problem> problems = new ArrayList<>();
        if (tree.files().isEmpty()) {
            problems.add(FolderProblems.noImage(folder, tree));
        }
        if (!classes.isEmpty()) {
            List<String> beside = beside();
            if (!beside.isEmpty()) {
                problems.add(FolderProblems.besideClasses(folder, beside));
            }
            tree.folders().keySet().stream()
                    .filter(name -> !classes.contains(name))
                    .forEach(name -> problems.add(FolderProblems.emptyClass(folder, name, tree)));
        }
        return problems;
    }

    /** Pictures directly in the folder. */
    List<String> beside() {
        return tree.files().stream()
                .filter(found -> found.top().isEmpty())
                .map(FolderTree.Found::name)
                .toList();
    }

    /** Its classes that are none of those that are known. */
    List<String> unknown(ClassNames known) {
        return classes.stream().filter(name -> known.index(name).isEmpty()).toList();
    }

    /** Known classes that it has no picture of. */
    List<String> absent(ClassNames known) {
        Set<String> absent = new LinkedHashSet<>(known.names());
        classes.forEach(name ->
                known.index(name).ifPresent(index -> absent.remove(known.names().get(index))));
        return List.copyOf(absent);
    }

    /**
     * Its pictures with their labels.
     *
     * @param root of the data set, which names are relative to
     * @param known to all splits; empty if there are no classes
     */
    List<PictureFile> files(Path root, ClassNames known) {
        List<String> names = new ArrayList<>();
        root.relativize(folder).forEach(name -> names.add(name.toString()));
        names.remove("");
        String prefix = names.isEmpty() ? "" : String.join("/", names) + "/";
        Map<String, OptionalInt> indices = new HashMap<>();
        return tree.files().stream()
                .map(found -> new PictureFile(
                        found.file(),
                        found.stamp(),
                        prefix + found.name(),
                        known.names().isEmpty()
                                ? OptionalInt.empty()
                                : indices.computeIfAbsent(found.top(), known::index)))
                .toList();
    }
}
