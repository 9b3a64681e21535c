package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.weights.NpyFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/**
 * The layout of BAPPS (Zhang et al. 2018): folders {@code ref}, {@code p0}, {@code p1} of pictures with equal names,
 * and {@code judge} with a NumPy array for each: the share of people that found {@code p1} closer.
 */
final class JudgedFolder {
    private static final String JUDGE = "judge";
    private static final List<String> PICTURES = List.of("ref", "p0", "p1");
    private static final int DEEPEST = 4;
    private static final String ANSWERS = ".npy";

    private final TripletProblems problems;

    JudgedFolder(TripletProblems problems) {
        this.problems = problems;
    }

    /**
     * The folder itself if it has that layout, or else all below it that have, by name; unreadable ones are problems.
     */
    List<Path> in(Path root) {
        List<Path> found = new ArrayList<>();
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root) && FolderTree.ignored(String.valueOf(folder.getFileName()))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (Files.isDirectory(folder.resolve(JUDGE))) {
                    found.add(folder);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path folder, IOException failure) {
                if (!(failure instanceof FileSystemLoopException)) {
                    problems.add(notListed(folder, failure));
                }
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visitor);
        } catch (IOException e) {
            problems.add(notListed(root, e));
        }
        Collections.sort(found);
        return found;
    }

    private static Problem notListed(Path folder, IOException failure) {
        return notListed(
                folder, failure instanceof AccessDeniedException ? "access is denied" : String.valueOf(failure));
    }

    private static Problem notListed(Path folder, String reason) {
        return new Problem(
                "PECO-260",
                "a folder cannot be listed: " + reason,
                folder.toString(),
                "allow this user to read it, or move it elsewhere");
    }

    /** The triplets by name; whatever is wrong is among the problems. */
    List<Triplet> read(Path folder) {
        for (String name : PICTURES) {
            if (!Files.isDirectory(folder.resolve(name))) {
                problems.add(new Problem(
                        "PECO-260",
                        "there is no folder " + name + " beside " + JUDGE,
                        folder.toString(),
                        "BAPPS has the folders ref, p0, p1 and judge"));
                return List.of();
            }
        }
        List<Triplet> triplets = new ArrayList<>();
        FolderTree answers = FolderTree.directly(folder.resolve(JUDGE), name -> name.endsWith(ANSWERS));
        answers.unreadable().forEach((path, reason) -> problems.add(notListed(path, reason)));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (FolderTree.Found answer : answers.files()) {
                String file = answer.name();
                try {
                    triplet(
                            folder,
                            answer.file(),
                            file.substring(0, file.length() - ANSWERS.length()),
                            manager,
                            triplets);
                } catch (InvalidPathException e) {
                    problems.addRow(new Problem(
                            "PECO-263",
                            "a name that cannot be used for other files: " + e.getReason(),
                            answer.file().toString(),
                            "for names beyond ASCII, set a locale of UTF-8, such as LC_ALL=C.UTF-8"));
                }
            }
        }
        return triplets;
    }

    private void triplet(Path folder, Path answer, String name, NDManager manager, List<Triplet> triplets) {
        List<Path> pictures = PICTURES.stream()
                .map(each -> folder.resolve(each).resolve(name + ".png"))
                .toList();
        pictures.forEach(problems::need);
        try (NDArray judged = NpyFile.read(answer, manager);
                NDArray number = judged.toType(DataType.FLOAT32, false)) {
            float second = number.size() == 1 ? number.toFloatArray()[0] : Float.NaN;
            if (!(second >= 0 && second <= 1)) {
                problems.addRow(new Problem(
                        "PECO-263",
                        "an answer of shape " + judged.getShape() + " that is no share",
                        answer.toString(),
                        "one number from 0 (p0 is closer) to 1 (p1 is closer)"));
                return;
            }
            triplets.add(
                    second > 0.5
                            ? new Triplet(pictures.get(0), pictures.get(2), pictures.get(1), second)
                            : new Triplet(pictures.get(0), pictures.get(1), pictures.get(2), 1 - second));
        } catch (InvalidInputException e) {
            e.problems().forEach(problems::addRow);
        }
    }
}
