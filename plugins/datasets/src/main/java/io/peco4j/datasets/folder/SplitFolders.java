package io.peco4j.datasets.folder;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.picture.PictureFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The folders of a data set that are splits, told by their names in upper or lower case.
 *
 * @param root the folder that they lie in, or that holds the examples where there are none
 * @param train where training's examples are; the root if there are no splits
 * @param validation empty if there is none
 * @param test likewise
 * @param others folders beside the splits, which are not looked into; empty without splits
 * @param beside what lies beside them; empty without splits
 */
public record SplitFolders(
        Path root,
        Path train,
        Optional<Path> validation,
        Optional<Path> test,
        List<String> others,
        Optional<FolderTree> beside) {
    private static final Set<String> TRAIN = Set.of("train", "training");
    private static final Set<String> VALIDATION = Set.of("val", "valid", "validation", "dev");
    private static final Set<String> TEST = Set.of("test", "testing");

    /** Names that mean a split even where there is no folder for training; the others may be classes then. */
    private static final Set<String> PLAIN = Set.of("val", "validation");

    private static final int DEEPEST = 4;

    /**
     * Checks that there is such a folder.
     *
     * @throws InvalidInputException PECO-202 or PECO-203
     */
    public static void require(Path folder) {
        if (!Files.exists(folder)) {
            throw new InvalidInputException(FolderProblems.missing(folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(FolderProblems.notAFolder(folder));
        }
    }

    /**
     * Looks for folders of pictures in a folder, or in the only folder in it, as archives are often unpacked.
     *
     * @throws InvalidInputException PECO-207 to PECO-209
     */
    public static SplitFolders of(Path folder) {
        return of(folder, PictureFormat::named);
    }

    /**
     * The same of other files.
     *
     * @param wanted names of files that are examples
     * @throws InvalidInputException PECO-207 to PECO-209
     */
    public static SplitFolders of(Path folder, Predicate<String> wanted) {
        Path root = folder;
        FolderTree tree = listed(root, wanted);
        for (int depth = 0; depth < DEEPEST && isWrapper(tree); depth++) {
            Path inner = tree.folders().values().iterator().next();
            FolderTree within = listed(inner, wanted);
            if (!holdsFolders(within)) {
                break; // a single class
            }
            root = inner;
            tree = within;
        }
        return of(root, tree, wanted);
    }

    private static SplitFolders of(Path root, FolderTree tree, Predicate<String> wanted) {
        Map<String, Path> folders = tree.folders();
        List<Problem> problems = new ArrayList<>();
        Optional<Path> train = only(root, folders, TRAIN, problems);
        Optional<Path> validation = only(root, folders, VALIDATION, problems);
        Optional<Path> test = only(root, folders, TEST, problems);
        if (train.isEmpty() && means(folders)) {
            problems.add(FolderProblems.withoutTrain(root, folders.keySet()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        List<String> others =
                folders.keySet().stream().filter(name -> !isSplit(name)).toList();
        boolean alone = validation.isEmpty() && test.isEmpty() && !others.isEmpty();
        if (train.isEmpty() || alone && !holdsFolders(listed(train.get(), wanted))) {
            // A folder "train" beside others may well be a class: one of vehicles.
            return new SplitFolders(root, root, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }
        return new SplitFolders(root, train.get(), validation, test, others, Optional.of(tree));
    }

    /** Whether folders without one for training are splits all the same. */
    private static boolean means(Map<String, Path> folders) {
        return !folders.isEmpty()
                && (folders.keySet().stream().anyMatch(name -> PLAIN.contains(lower(name)))
                        || folders.keySet().stream().allMatch(SplitFolders::isSplit));
    }

    private static Optional<Path> only(
            Path root, Map<String, Path> folders, Set<String> names, List<Problem> problems) {
        List<String> found = folders.keySet().stream()
                .filter(name -> names.contains(lower(name)))
                .toList();
        if (found.size() > 1) {
            problems.add(FolderProblems.ambiguous(root, found));
        }
        return found.stream().findFirst().map(folders::get);
    }

    private static boolean isSplit(String name) {
        return TRAIN.contains(lower(name)) || VALIDATION.contains(lower(name)) || TEST.contains(lower(name));
    }

    private static boolean isWrapper(FolderTree tree) {
        return tree.files().isEmpty()
                && tree.folders().size() == 1
                && !isSplit(tree.folders().firstKey());
    }

    private static boolean holdsFolders(FolderTree tree) {
        return tree.files().isEmpty() && !tree.folders().isEmpty();
    }

    private static FolderTree listed(Path folder, Predicate<String> wanted) {
        FolderTree tree = FolderTree.directly(folder, wanted);
        if (!tree.unreadable().isEmpty()) {
            throw new InvalidInputException(FolderProblems.notListed(tree));
        }
        return tree;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
