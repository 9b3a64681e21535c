package io.peco4j.datasets.coco;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of each split: those that the options name, or those that are found in a folder.
 *
 * <p>In a folder, annotations are {@code instances_NAME.json}, there or in {@code annotations}, where the name begins
 * with train or val; their pictures are in {@code NAME}, {@code images/NAME} or {@code images}.
 */
final class CocoLayout {
    private static final String PREFIX = "instances_";
    private static final String SUFFIX = ".json";

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, CocoSource> sources = new LinkedHashMap<>();

    private CocoLayout() {}

    /**
     * The splits by name; that of validation is absent if there are no files for it.
     *
     * @throws InvalidInputException PECO-275 with all that is wrong
     */
    static Map<String, CocoSource> of(CocoDataset.Options options) {
        CocoLayout layout = new CocoLayout();
        if (options.path().isPresent()) {
            options.trainImages().ifPresent(images -> layout.problems.add(CocoProblems.beside("train-images")));
            options.val().ifPresent(file -> layout.problems.add(CocoProblems.beside("val")));
            options.valImages().ifPresent(images -> layout.problems.add(CocoProblems.beside("val-images")));
            layout.find(options.path().get());
        } else if (options.train().isEmpty()) {
            layout.problems.add(CocoProblems.nothingNamed());
        } else {
            layout.named(options);
        }
        if (!layout.problems.isEmpty()) {
            throw new InvalidInputException(layout.problems);
        }
        return layout.sources;
    }

    private void named(CocoDataset.Options options) {
        if (options.trainImages().isEmpty()) {
            problems.add(CocoProblems.withoutImages(Dataset.TRAIN));
        } else {
            add(
                    Dataset.TRAIN,
                    options.train().orElseThrow(),
                    options.trainImages().get());
        }
        if (options.val().isPresent() != options.valImages().isPresent()) {
            problems.add(CocoProblems.withoutImages(Dataset.VALIDATION));
        } else if (options.val().isPresent()) {
            add(Dataset.VALIDATION, options.val().get(), options.valImages().orElseThrow());
        }
    }

    private void add(String split, Path file, Path images) {
        if (!Files.isRegularFile(file)) {
            problems.add(CocoProblems.noFile(file));
        }
        if (!Files.isDirectory(images)) {
            problems.add(CocoProblems.noFolder("of pictures", images));
        }
        sources.put(split, new CocoSource(file, images));
    }

    private void find(Path root) {
        if (!Files.isDirectory(root)) {
            problems.add(CocoProblems.noFolder("with annotations and pictures", root));
            return;
        }
        List<Path> files = new ArrayList<>(json(root));
        files.addAll(json(root.resolve("annotations")));
        find(Dataset.TRAIN, root, files);
        find(Dataset.VALIDATION, root, files);
        if (problems.isEmpty() && !sources.containsKey(Dataset.TRAIN)) {
            problems.add(CocoProblems.noAnnotations(root, names(root, files)));
        }
    }

    private void find(String split, Path root, List<Path> all) {
        List<Path> files = all.stream()
                .filter(file -> file.getFileName().toString().startsWith(PREFIX + split))
                .toList();
        if (files.size() > 1) {
            problems.add(CocoProblems.ambiguous(root, names(root, files)));
        } else if (files.size() == 1) {
            String file = files.get(0).getFileName().toString();
            String name = file.substring(PREFIX.length(), file.length() - SUFFIX.length());
            Path images = root.resolve("images");
            List<Path> tried = List.of(root.resolve(name), images.resolve(name), images);
            tried.stream()
                    .filter(Files::isDirectory)
                    .findFirst()
                    .ifPresentOrElse(
                            folder -> sources.put(split, new CocoSource(files.get(0), folder)),
                            () -> problems.add(CocoProblems.noPictures(files.get(0), tried)));
        }
    }

    private static List<String> names(Path root, List<Path> files) {
        return files.stream().map(file -> root.relativize(file).toString()).toList();
    }

    private List<Path> json(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        FolderTree tree = FolderTree.directly(folder, name -> name.endsWith(SUFFIX));
        tree.unreadable().forEach((path, reason) -> problems.add(CocoProblems.notListed(path, reason)));
        return tree.files().stream().map(FolderTree.Found::file).toList();
    }
}
