package io.peco4j.tasks.agreement;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads triplets of either layout. No picture is opened, but each is looked for. */
final class Triplets {
    private Triplets() {}

    /**
     * All triplets of a folder or a CSV file.
     *
     * @param pictures where a CSV file's pictures are; empty: in {@code images} beside it, or beside it
     * @throws InvalidInputException PECO-260 to PECO-263 with everything that is wrong
     */
    static List<Triplet> read(Path source, Optional<Path> pictures) {
        TripletProblems problems = new TripletProblems(source);
        pictures.filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> problems.add(new Problem(
                        "PECO-260",
                        "there is no such folder of pictures",
                        folder.toString(),
                        "the pictures of the CSV")));
        List<Triplet> triplets = new ArrayList<>();
        if (Files.isDirectory(source)) {
            JudgedFolder layout = new JudgedFolder(problems);
            List<Path> folders = layout.in(source);
            folders.forEach(folder -> triplets.addAll(layout.read(folder)));
            if (folders.isEmpty() && problems.isEmpty()) {
                problems.add(layoutUnknown(source, "the folder has no folder  judge"));
            }
        } else if (Files.isRegularFile(source)) {
            triplets.addAll(table(source, pictures.orElseGet(() -> beside(source)), problems));
        } else {
            problems.add(layoutUnknown(source, "there is no such file or folder"));
        }
        problems.check();
        if (triplets.isEmpty()) {
            throw new InvalidInputException(layoutUnknown(source, "it holds no triplet"));
        }
        return triplets;
    }

    /** All pictures that a CSV file names, each once; none if something is wrong with it. */
    static List<Path> pictures(Path source) {
        try {
            return new Pairs(read(source, Optional.empty())).pictures();
        } catch (InvalidInputException e) {
            return List.of();
        }
    }

    private static List<Triplet> table(Path source, Path pictures, TripletProblems problems) {
        try {
            return new VotesTable(source, pictures, problems).read(Files.readString(source));
        } catch (CharacterCodingException e) {
            problems.add(notRead(source, "its text is not in UTF-8"));
        } catch (IOException e) {
            problems.add(notRead(source, "no CSV file that can be read: " + e.getMessage()));
        }
        return List.of();
    }

    private static Problem notRead(Path source, String what) {
        return new Problem(
                "PECO-261",
                what,
                source.toString(),
                "a CSV file in UTF-8, as RFC 4180 describes it: quotes are around whole values, and doubled within");
    }

    private static Path beside(Path source) {
        Path folder = source.toAbsolutePath().getParent();
        Path images = source.resolveSibling("images");
        return Files.isDirectory(images) || folder == null ? images : source.resolveSibling("");
    }

    private static Problem layoutUnknown(Path source, String what) {
        return new Problem(
                "PECO-260",
                "no triplets: " + what,
                source.toString(),
                "a folder with ref, p0, p1 and judge, as BAPPS has it, or one that holds several such;\n"
                        + "or a CSV file with the columns ref, closer, farther and perhaps votes_closer, votes_farther");
    }
}
