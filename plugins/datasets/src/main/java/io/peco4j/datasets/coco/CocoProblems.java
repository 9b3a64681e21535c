package io.peco4j.datasets.coco;

import io.peco4j.api.problem.Problem;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** What can be wrong with COCO's files, said to the person whose files they are. */
final class CocoProblems {
    private CocoProblems() {}

    static Problem nothingNamed() {
        return problem(
                "PECO-275",
                "neither a folder nor annotations are named",
                "give path, the folder with annotations/instances_train2017.json and train2017; or train, the file, and"
                        + " train-images, its folder");
    }

    static Problem withoutImages(String split) {
        return problem(
                "PECO-275",
                split + " and " + split + "-images are given together",
                split + " is the file of annotations, " + split + "-images the folder of its pictures");
    }

    static Problem beside(String key) {
        return problem("PECO-275", key + " beside path", "leave one of them out: path finds both splits by itself");
    }

    static Problem noFile(Path file) {
        return problem("PECO-275", "no file of annotations " + file, "name an existing JSON file");
    }

    static Problem noFolder(String what, Path folder) {
        return problem("PECO-275", "no folder " + what + " " + folder, "name an existing folder");
    }

    static Problem notListed(Path folder, String reason) {
        return problem("PECO-275", folder + " cannot be listed: " + reason, "allow this user to read it");
    }

    static Problem noAnnotations(Path root, Collection<String> found) {
        return problem(
                "PECO-275",
                root + " has no annotations for training",
                "looked for instances_train*.json there and in annotations, found "
                        + (found.isEmpty()
                                ? "no .json file"
                                : Listed.of(List.copyOf(found)).text(", "))
                        + "; or name the files by train and val");
    }

    static Problem ambiguous(Path root, Collection<String> found) {
        return problem(
                "PECO-275",
                root + " has several files of annotations for one split: " + String.join(", ", found),
                "name one by train and train-images, or val and val-images");
    }

    static Problem noPictures(Path file, Collection<Path> tried) {
        return problem(
                "PECO-275",
                "no folder with the pictures of " + file,
                "looked for "
                        + Listed.of(tried.stream().map(Path::toString).toList()).text(", "));
    }

    static Problem nothingLeft(Path file, String split, boolean objects) {
        return problem(
                "PECO-275",
                file + " leaves no picture for " + split,
                objects
                        ? "none of its pictures has an object; set without-objects = keep to learn from them all the same"
                        : "it lists no pictures, or none that exists");
    }

    static Problem malformed(Path file, Exception cause) {
        String reason = cause instanceof CharacterCodingException
                ? "it is not UTF-8"
                : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return problem(
                "PECO-276",
                file + " is not a file of COCO's form, or is cut off: " + reason,
                "a JSON object with the lists images, annotations and categories is expected, as in"
                        + " instances_train2017.json");
    }

    static List<Problem> contradictions(Path file, Listed found) {
        return found.isEmpty()
                ? List.of()
                : List.of(problem(
                        "PECO-277",
                        file + " contradicts itself" + places(found),
                        found.text("\n") + "\ncorrect these entries, or remove them"));
    }

    static Problem shared(List<String> names, Path images) {
        return problem(
                "PECO-277",
                names.size() + (names.size() == 1 ? " picture" : " pictures") + " of " + images
                        + " in training and in validation",
                "list each for one of them: " + Listed.of(names).text(", "));
    }

    static List<Problem> faults(Path file, Listed found) {
        return found.isEmpty()
                ? List.of()
                : List.of(problem(
                        "PECO-278",
                        file + " has masks that make no sense" + places(found),
                        found.text("\n") + "\ncorrect these annotations, or remove them"));
    }

    static Problem missing(Path file, Path folder, List<String> names, int listed) {
        return problem(
                "PECO-279",
                names.size() + " of the " + listed + " pictures that " + file + " lists are not in " + folder,
                "add them, or set missing = skip to leave them out: "
                        + Listed.of(names).text(", "));
    }

    private static String places(Listed found) {
        return " in " + found.count() + (found.count() == 1 ? " place" : " places");
    }

    private static Problem problem(String code, String what, String remedy) {
        return new Problem(code, what, "", remedy);
    }
}
