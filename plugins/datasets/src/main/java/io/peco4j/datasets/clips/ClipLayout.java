package io.peco4j.datasets.clips;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
 */
record ClipLayout(Path root, Map<String, Path> splits, Optional<Path> classes) {
    private static final List<String> TRAIN = List.of("train.csv", "train.txt", "train.list", "train", "training");
    private static final List<String> VALIDATION = List.of(
            "val.csv", "val.txt", "val.list", "validation.csv", "validation.txt", "val", "valid", "validation", "dev");
    private static final List<String> TEST = List.of("test.csv", "test.txt", "test.list", "test", "testing");
    private static final List<String> CLASSES = List.of("classes.txt", "classes.csv", "labels.txt", "classInd.txt");

    /**
     * What the options name, and what has the usual names.
     *
     * @throws InvalidInputException PECO-286 for what is not there, all at once
     */
    static ClipLayout of(ClipsDataset.Options options) {
        Path path = options.path().normalize();
        ClipProblems problems = new ClipProblems();
        if (!Files.exists(path)) {
            throw new InvalidInputException(missing("path", path));
        }
        boolean list = Files.isRegularFile(path);
        Path root = list ? Optional.ofNullable(path.getParent()).orElse(Path.of("")) : path;
        Optional<Path> train = list ? Optional.of(path) : find(root, options.train(), "train", TRAIN, problems);
        Optional<Path> val = find(root, options.val(), "val", list ? List.of() : VALIDATION, problems)
                .or(() -> list ? Optional.empty() : usual(root, TEST));
        Optional<Path> classes = find(root, options.classes(), "classes", CLASSES, problems);
        problems.check();
        Map<String, Path> splits = new LinkedHashMap<>();
        splits.put(Dataset.TRAIN, train.orElse(root));
        val.ifPresent(there -> splits.put(Dataset.VALIDATION, there));
        if (train.isEmpty() && val.isPresent()) {
            throw new InvalidInputException(new Problem(
                    "PECO-280",
                    path + " has " + shown(root, val.get()) + ", but nothing to train on",
                    "data.path",
                    "add train.csv or a folder  train , or name one with  data.train"));
        }
        return new ClipLayout(root, splits, classes);
    }

    private static Optional<Path> find(
            Path root, Optional<String> named, String option, List<String> usual, ClipProblems problems) {
        if (named.isEmpty()) {
            return usual(root, usual);
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

    private static Optional<Path> usual(Path root, List<String> names) {
        return names.stream().map(root::resolve).filter(Files::exists).findFirst();
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
    List<ListedClip> read(String split, ClipProblems problems) {
        Path source = Optional.ofNullable(splits.get(split)).orElseThrow();
        return Files.isDirectory(source)
                ? ClipFolder.read(root, source, problems)
                : ClipList.read(root, source, problems);
    }

    /** All that it names, relative to the root, for people. */
    String described() {
        return String.join(
                ", ",
                Stream.concat(
                                splits.entrySet().stream()
                                        .map(entry -> entry.getKey() + " from " + shown(entry.getValue())),
                                classes.stream().map(file -> "classes from " + shown(file)))
                        .toList());
    }

    private Path shown(Path path) {
        return shown(root, path);
    }

    /** Relative to the root, where it is below it. */
    private static Path shown(Path root, Path path) {
        return path.startsWith(root) && !path.equals(root) ? root.relativize(path) : path;
    }
}
