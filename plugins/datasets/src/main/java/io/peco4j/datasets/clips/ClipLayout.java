package io.peco4j.datasets.clips;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.folder.SplitFolders;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the clips of a data set are said to be.
 *
 * @param root that names are relative to
 * @param splits a list, or a folder of classes, by split
 * @param classes file with their names
 * @param folders those of splits, where they were told by their names
 */
record ClipLayout(Path root, Map<String, Path> splits, Optional<Path> classes, Optional<SplitFolders> folders) {
    private static final List<String> VALIDATION = List.of("val", "valid", "validation", "dev");
    private static final List<String> TEST = List.of("test", "testing");

    /**
     * What the options name, and what has the usual names.
     *
     * @throws InvalidInputException PECO-286 for what is not there, all at once; what is wrong with folders of splits
     */
    static ClipLayout of(ClipsDataset.Options options) {
        Path path = options.path().normalize();
        if (!Files.exists(path)) {
            throw new InvalidInputException(missing("path", path));
        }
        boolean list = Files.isRegularFile(path);
        Path root = list ? Optional.ofNullable(path.getParent()).orElse(Path.of("")) : path;
        ClipProblems problems = new ClipProblems();
        UsualNames usual = list ? UsualNames.directly(root, problems) : UsualNames.in(root, problems);
        Optional<Path> train = list ? Optional.of(path) : named(root, options.train(), "train", problems);
        Optional<Path> val = named(root, options.val(), "val", problems);
        Optional<Path> classes =
                named(root, options.classes(), "classes", problems).or(() -> usual.file(UsualNames.CLASSES));
        problems.check();
        return list
                ? new ClipLayout(root, splits(path, val), classes, Optional.empty())
                : of(root, train.or(() -> usual.file(UsualNames.TRAIN)), val, classes, usual);
    }

    private static ClipLayout of(
            Path root, Optional<Path> train, Optional<Path> named, Optional<Path> classes, UsualNames usual) {
        Optional<Path> val = named.or(() -> usual.file(UsualNames.VALIDATION));
        Optional<Path> test = usual.file(UsualNames.TEST);
        if (train.isPresent()) {
            Optional<Path> scored =
                    val.or(() -> usual.folder(VALIDATION)).or(() -> test).or(() -> usual.folder(TEST));
            return new ClipLayout(root, splits(train.get(), scored), classes, Optional.empty());
        }
        SplitFolders folders = SplitFolders.of(usual.folder(), ClipFolder::isVideo);
        Optional<Path> scored = val.or(folders::validation).or(() -> test).or(folders::test);
        if (scored.isPresent() && folders.train().equals(folders.root())) {
            throw new InvalidInputException(new Problem(
                    "PECO-280",
                    root + " has " + shown(root, scored.get()) + ", but nothing to train on",
                    "data.path",
                    "add train.csv or a folder  train , or name one with  data.train"));
        }
        return new ClipLayout(root, splits(folders.train(), scored), classes, Optional.of(folders));
    }

    private static Map<String, Path> splits(Path train, Optional<Path> val) {
        Map<String, Path> splits = new LinkedHashMap<>();
        splits.put(Dataset.TRAIN, train);
        val.ifPresent(there -> splits.put(Dataset.VALIDATION, there));
        return splits;
    }

    private static Optional<Path> named(Path root, Optional<String> named, String option, ClipProblems problems) {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path there = root.resolve(named.get());
            if (!Files.exists(there)) {
                problems.add(missing(option, there));
            }
            return Optional.of(there);
        } catch (InvalidPathException e) {
            problems.add(new Problem(
                    "PECO-286", "no path of this system: " + e.getReason(), "data." + option, "a path that exists"));
            return Optional.empty();
        }
    }

    private static Problem missing(String option, Path path) {
        return new Problem("PECO-286", path + " does not exist", "data." + option, near(path));
    }

    private static String near(Path path) {
        Path there = path.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return "the path exists up to " + there;
    }

    /** The clips of a split. */
    Listing read(String split, ClipProblems problems) {
        Path source = Optional.ofNullable(splits.get(split)).orElseThrow();
        boolean whole = source.equals(folders.map(SplitFolders::root).orElse(root));
        return Files.isDirectory(source)
                ? ClipFolder.read(root, source, whole, problems)
                : ClipList.read(root, source, problems);
    }

    /** Where clips and classes are from, relative to the root, for people. */
    String described() {
        return String.join(
                ", ",
                Stream.concat(
                                splits.entrySet().stream()
                                        .map(entry -> entry.getKey() + " from " + shown(root, entry.getValue())),
                                classes.stream().map(file -> "classes from " + shown(root, file)))
                        .toList());
    }

    /** What lies beside the folders of splits and belongs to none, for people. */
    List<String> leftOut() {
        List<String> left = new ArrayList<>();
        folders.ifPresent(found -> {
            found.test()
                    .filter(test -> !splits.containsValue(test))
                    .ifPresent(test -> left.add("folder " + shown(root, test)));
            if (!found.others().isEmpty()) {
                left.add((found.others().size() == 1 ? "folder " : "folders ") + ClipNotes.some(found.others(), ", "));
            }
            int clips = found.beside().map(tree -> tree.files().size()).orElse(0);
            if (clips > 0) {
                left.add(clips + (clips == 1 ? " clip" : " clips") + " beside the folders");
            }
        });
        return left;
    }

    /** Relative to the root, where it is below it. */
    private static Path shown(Path root, Path path) {
        return path.startsWith(root) && !path.equals(root) ? root.relativize(path) : path;
    }
}
