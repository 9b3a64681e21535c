package io.peco4j.api.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when an input is wrong: a study, an option, a data set, a weight file. Carries every problem found, not only
 * the first, and its message has the words of all; the command line lists them and exits with 2.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @throws IllegalArgumentException if there is no problem */
    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(InvalidInputException::text).collect(Collectors.joining("; ")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an invalid input has at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** One problem. */
    public InvalidInputException(Problem problem) {
        this(List.of(problem));
    }

    /** At least one, in the order of their discovery. */
    public List<Problem> problems() {
        return problems;
    }

    /** In one line, with the remedy: it may name what is missing. */
    private static String text(Problem problem) {
        String place = problem.place().map(where -> " (" + where + ")").orElse("");
        String remedy = problem.remedy().lines().map(String::strip).collect(Collectors.joining("; "));
        return problem.code() + " " + problem.what() + place + (remedy.isEmpty() ? "" : ": " + remedy);
    }
}
