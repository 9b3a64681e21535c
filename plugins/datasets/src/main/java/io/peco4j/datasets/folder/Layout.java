package io.peco4j.datasets.folder;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which pictures belong to which split and class, found from the names of files and folders.
 *
 * @param classes names in the order of their characters; empty if pictures have no class
 * @param splits pictures in the order of their names; those of validation are absent if there is no folder for them
 */
record Layout(List<String> classes, Map<String, List<PictureFile>> splits) {
    private static final List<String> TRAIN_FOLDERS = List.of("train", "training");
    private static final List<String> VALIDATION_FOLDERS = List.of("val", "validation");

    /**
     * Lists the folder.
     *
     * @param byFolder whether the folders directly below are classes
     * @throws InvalidInputException with all that is wrong with it
     */
    static Layout of(Path root, boolean byFolder) {
        requireFolder(root);
        Optional<Path> train = existing(root, TRAIN_FOLDERS);
        Optional<Path> validation = existing(root, VALIDATION_FOLDERS);
        if (train.isEmpty() && validation.isPresent()) {
            throw new InvalidInputException(FolderProblems.validationWithoutTrain(root, validation.get()));
        }
        List<Problem> problems = new ArrayList<>();
        Part first = Part.of(train.orElse(root), byFolder, problems);
        Optional<Part> second = validation.map(folder -> Part.of(folder, byFolder, problems));
        second.ifPresent(part -> part.classes().stream()
                .filter(name -> !first.classes().contains(name))
                .forEach(name -> problems.add(FolderProblems.unknownClass(part.folder(), name, first.classes()))));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Map<String, List<PictureFile>> splits = new LinkedHashMap<>();
        splits.put(Dataset.TRAIN, first.files(root, first.classes()));
        second.ifPresent(part -> splits.put(Dataset.VALIDATION, part.files(root, first.classes())));
        return new Layout(first.classes(), splits);
    }

    private static void requireFolder(Path root) {
        if (!Files.exists(root)) {
            throw new InvalidInputException(FolderProblems.missing(root));
        }
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException(FolderProblems.notAFolder(root));
        }
    }

    private static Optional<Path> existing(Path root, List<String> names) {
        return names.stream().map(root::resolve).filter(Files::isDirectory).findFirst();
    }

    /** One folder of pictures: the whole data set, or one of its splits. */
    private record Part(Path folder, List<String> pictures, List<String> classes) {

        static Part of(Path folder, boolean byFolder, List<Problem> problems) {
            Listing listing;
            try {
                listing = Listing.of(folder);
            } catch (IOException e) {
                problems.add(FolderProblems.notListed(folder, e));
                return new Part(folder, List.of(), List.of());
            }
            if (listing.pictures().isEmpty()) {
                problems.add(FolderProblems.noImage(folder, listing));
            }
            List<String> classes = byFolder ? classes(listing) : List.of();
            if (!classes.isEmpty()) {
                check(folder, listing, classes, problems);
            }
            return new Part(folder, listing.pictures(), classes);
        }

        private static List<String> classes(Listing listing) {
            return listing.pictures().stream()
                    .filter(picture -> picture.indexOf('/') >= 0)
                    .map(Part::top)
                    .distinct()
                    .sorted()
                    .toList();
        }

        private static void check(Path folder, Listing listing, List<String> classes, List<Problem> problems) {
            List<String> beside = listing.pictures().stream()
                    .filter(picture -> picture.indexOf('/') < 0)
                    .toList();
            if (!beside.isEmpty()) {
                problems.add(FolderProblems.besideClasses(folder, beside));
            }
            Stream<String> empty = listing.subfolders().stream().filter(name -> !classes.contains(name));
            empty.forEach(name -> problems.add(FolderProblems.emptyClass(folder, name)));
        }

        List<PictureFile> files(Path root, List<String> known) {
            String prefix = root.equals(folder) ? "" : folder.getFileName() + "/";
            Map<String, Integer> indices = new HashMap<>();
            known.forEach(name -> indices.put(name, indices.size()));
            return pictures.stream()
                    .map(picture -> new PictureFile(
                            folder.resolve(picture),
                            prefix + picture,
                            known.isEmpty()
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(indices.getOrDefault(top(picture), -1))))
                    .toList();
        }

        private static String top(String picture) {
            int slash = picture.indexOf('/');
            return slash < 0 ? "" : picture.substring(0, slash);
        }
    }
}
