package io.peco4j.tasks.agreement;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that is wrong with a set of triplets; many problems of a kind are listed in part and counted. */
final class TripletProblems {
    private static final int LISTED = 8;

    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> missing = new LinkedHashSet<>();
    private final List<Problem> rows = new ArrayList<>();
    private final Path source;

    /** @param source named where a problem has no place of its own */
    TripletProblems(Path source) {
        this.source = source;
    }

    boolean isEmpty() {
        return problems.isEmpty() && rows.isEmpty() && missing.isEmpty();
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /** Something wrong with one of possibly very many rows or files. */
    void addRow(Problem problem) {
        rows.add(problem);
    }

    /** Notes a picture that is not there. */
    void need(Path picture) {
        if (!missing.contains(picture) && !Files.isRegularFile(picture)) {
            missing.add(picture);
        }
    }

    /** @throws InvalidInputException if there is a problem */
    void check() {
        List<Problem> all = new ArrayList<>(problems);
        rows.stream().limit(LISTED).forEach(all::add);
        if (rows.size() > LISTED) {
            Problem first = rows.get(0);
            all.add(new Problem(first.code(), "and " + (rows.size() - LISTED) + " more of this kind", "" + source, ""));
        }
        missing.stream()
                .limit(LISTED)
                .forEach(picture -> all.add(new Problem(
                        "PECO-262",
                        "a picture of a triplet is missing",
                        picture.toString(),
                        "put it there, or say  pictures = \"FOLDER\"  for pictures that a CSV file names")));
        if (missing.size() > LISTED) {
            all.add(new Problem(
                    "PECO-262", "and " + (missing.size() - LISTED) + " more pictures are missing", "" + source, ""));
        }
        if (!all.isEmpty()) {
            throw new InvalidInputException(all);
        }
    }
}
