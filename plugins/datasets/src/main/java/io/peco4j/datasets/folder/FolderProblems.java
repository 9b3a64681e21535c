package io.peco4j.datasets.folder;

import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a folder of pictures, said to the person whose folder it is. */
final class FolderProblems {
    private FolderProblems() {}

    static Problem noImage(Path folder, Listing listing) {
        return problem("PECO-201", folder + " holds no image", listing.search());
    }

    static Problem missing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !there.toFile().exists()) {
            there = there.getParent();
        }
        return problem("PECO-202", folder + " does not exist", "the path exists up to " + there);
    }

    static Problem notAFolder(Path folder) {
        return problem("PECO-203", folder + " is a file", "give the folder that holds the pictures");
    }

    static Problem emptyClass(Path folder, String name) {
        return problem(
                "PECO-204",
                "class " + name + " in " + folder + " has no image",
                "add pictures, remove the folder, or set labels = none to do without classes");
    }

    static Problem unknownClass(Path folder, String name, List<String> known) {
        return problem(
                "PECO-205",
                "class " + name + " in " + folder + " does not occur in training",
                known.isEmpty()
                        ? "the pictures for training have no class folders"
                        : "known: " + String.join(", ", known));
    }

    static Problem besideClasses(Path folder, List<String> pictures) {
        String some = String.join(", ", pictures.subList(0, Math.min(3, pictures.size())));
        return problem(
                "PECO-206",
                pictures.size() + (pictures.size() == 1 ? " picture lies" : " pictures lie")
                        + " beside the class folders in " + folder,
                "move them into a class folder, or set labels = none to do without classes: " + some);
    }

    static Problem validationWithoutTrain(Path root, Path validation) {
        return problem(
                "PECO-207",
                root + " has a folder " + validation.getFileName() + " but none for training",
                "name it train or training; without both, pictures for validation are picked from all");
    }

    static Problem notListed(Path folder, IOException failure) {
        String reason = failure instanceof AccessDeniedException ? "access is denied" : "it cannot be read";
        return problem("PECO-208", folder + " cannot be listed", reason + ": " + failure.getMessage());
    }

    private static Problem problem(String code, String what, String remedy) {
        return new Problem(code, what, "", remedy);
    }
}
