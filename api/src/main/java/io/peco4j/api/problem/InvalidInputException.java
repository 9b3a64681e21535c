package io.peco4j.api.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when an input is wrong: a study, an option, a data set, a weight file. Carries every problem found, not only
 * the first; the command line lists them and exits with 2.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @throws IllegalArgumentException if there is no problem */
    public InvalidInputException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> problem.code() + " " + problem.what()
                        + problem.place().map(place -> " (" + place + ")").orElse(""))
                .collect(Collectors.joining("; ")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an invalid input has at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(Problem problem) {
        this(List.of(problem));
    }

    /** At least one, in the order of their discovery. */
    public List<Problem> problems() {
        return problems;
    }
}
