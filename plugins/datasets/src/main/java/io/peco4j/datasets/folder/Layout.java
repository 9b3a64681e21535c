package io.peco4j.datasets.folder;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pictures belong to which split and class, found from the names of files and folders.
 *
 * @param classes names in the order of their characters; empty if pictures have no class
 * @param splits pictures in the order of their names; those of validation are absent if there is no folder for them
 * @param notes what a person should know of it, but for what is chosen later
 */
record Layout(List<String> classes, Map<String, List<PictureFile>> splits, LayoutNotes notes) {

    /**
     * Lists the folder.
     *
     * @param byFolder whether the folders directly below are classes
     * @throws InvalidInputException with all that is wrong with it
     */
    static Layout of(Path root, boolean byFolder) {
        SplitFolders.require(root);
        SplitFolders folders = SplitFolders.of(root);
        Part train = Part.of(folders.train(), byFolder);
        ClassNames classes = new ClassNames(train.classes());
        Optional<Part> validation = folders.validation().map(folder -> Part.of(folder, byFolder));
        Optional<Part> test =
                validation.isPresent() ? Optional.empty() : folders.test().map(folder -> Part.of(folder, byFolder));

        List<Problem> problems = new ArrayList<>(train.problems());
        validation.ifPresent(part -> problems.addAll(part.problems()));
        if (!train.tree().files().isEmpty()) {
            validation
                    .filter(part -> !part.tree().files().isEmpty())
                    .ifPresent(part -> problems.addAll(againstTraining(part, train, classes)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Optional<Part> scored = validation.or(() -> test.filter(part -> suits(part, classes)));
        Map<String, List<PictureFile>> splits = new LinkedHashMap<>();
        splits.put(Dataset.TRAIN, train.files(root, classes));
        scored.ifPresent(part -> splits.put(Dataset.VALIDATION, part.files(root, classes)));
        return new Layout(classes.names(), splits, new LayoutNotes(root, folders, classes, train, scored));
    }

    /** Labels of different splits have to mean the same. */
    private static List<Problem> againstTraining(Part part, Part train, ClassNames classes) {
        if (!classes.names().isEmpty() && part.classes().isEmpty()) {
            return List.of(FolderProblems.withoutClasses(part, train));
        }
        List<String> unknown = part.unknown(classes);
        return unknown.isEmpty() ? List.of() : List.of(FolderProblems.unknownClasses(part, unknown, train));
    }

    /** A test split that nobody asked for is used where it can be, and else left out. */
    private static boolean suits(Part test, ClassNames classes) {
        return test.problems().isEmpty()
                && test.classes().isEmpty() == classes.names().isEmpty()
                && test.unknown(classes).isEmpty();
    }
}
