package io.peco4j.datasets.folder;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.picture.PictureFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can be wrong with a folder of pictures, said to the person whose folder it is. */
final class FolderProblems {
    private FolderProblems() {}

    static Problem noImage(Path folder, FolderTree tree) {
        SortedMap<String, Integer> others = tree.allOthers();
        return problem(
                "PECO-201",
                folder + " holds no image",
                "looked for " + String.join(" ", PictureFormat.allExtensions()) + " in " + tree.searched()
                        + (tree.searched() == 1 ? " folder" : " folders") + ", found "
                        + (others.isEmpty() ? "no files" : "others: " + FolderTree.inWords(others)));
    }

    static Problem missing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return problem("PECO-202", folder + " does not exist", "the path exists up to " + there);
    }

    static Problem notAFolder(Path folder) {
        return problem("PECO-203", folder + " is a file", "give the folder that holds the pictures");
    }

    static Problem emptyClass(Path folder, String name, FolderTree tree) {
        Map<String, Integer> others = tree.others().getOrDefault(name, new TreeMap<>());
        return problem(
                "PECO-204",
                "class " + name + " in " + folder + " has no image"
                        + (others.isEmpty() ? "" : ", but others: " + FolderTree.inWords(others)),
                (others.isEmpty() ? "add pictures" : "convert them to a format that is read, such as .png")
                        + ", remove the folder, or set labels = none to do without classes");
    }

    static Problem unknownClasses(Part part, List<String> unknown, Part train) {
        boolean one = unknown.size() == 1;
        return problem(
                "PECO-205",
                (one ? "class " : unknown.size() + " classes, ") + LayoutNotes.some(unknown) + (one ? " in " : ", in ")
                        + part.folder() + (one ? " does" : " do") + " not occur in training",
                train.classes().isEmpty()
                        ? "the pictures for training have no class folders"
                        : near(unknown, train.classes()) + "training has "
                                + train.classes().size() + ": " + LayoutNotes.some(train.classes()));
    }

    private static String near(List<String> unknown, List<String> known) {
        List<String> near = unknown.stream()
                .flatMap(name -> DidYouMean.near(name, known).stream())
                .distinct()
                .toList();
        return near.isEmpty() ? "" : "did you mean " + LayoutNotes.some(near) + "?  ";
    }

    static Problem besideClasses(Path folder, List<String> pictures) {
        return problem(
                "PECO-206",
                pictures.size() + (pictures.size() == 1 ? " picture lies" : " pictures lie")
                        + " beside the class folders in " + folder,
                "move them into a class folder, or set labels = none to do without classes: "
                        + LayoutNotes.some(pictures));
    }

    static Problem withoutTrain(Path root, Collection<String> folders) {
        return problem(
                "PECO-207",
                root + " has no folder for training, only " + String.join(", ", folders),
                "name it train or training; without any folder of a split, part of all is kept for validation");
    }

    static Problem notListed(FolderTree tree) {
        return problem(
                "PECO-208",
                "folders that cannot be listed: "
                        + LayoutNotes.some(tree.unreadable().entrySet().stream()
                                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                .toList()),
                "allow this user to read them, or move them elsewhere");
    }

    static Problem ambiguous(Path root, List<String> folders) {
        return problem(
                "PECO-209",
                root + " has several folders for one split: " + String.join(", ", folders),
                "leave one of them, and move the others out of " + root);
    }

    static Problem withoutClasses(Part part, Part train) {
        int count = part.tree().files().size();
        String name = String.valueOf(part.folder().getFileName());
        return problem(
                "PECO-210",
                "the " + count + " pictures in " + part.folder() + " lie in no class folders, those in "
                        + train.folder() + " in " + train.classes().size(),
                "move each into a folder with the name of its class, as in "
                        + train.folder().getFileName() + "; or move "
                        + name + " away, and part of the others is kept for validation;\n"
                        + "or set labels = none to do without classes");
    }

    private static Problem problem(String code, String what, String remedy) {
        return new Problem(code, what, "", remedy);
    }
}
