package io.peco4j.runtime.problem;

import io.peco4j.api.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Problems as the command line shows them: code, what was found, place, and below it what helps; at most 100 columns
 * wide, except for paths that are wider.
 */
public final class ProblemReport {
    private static final int COLUMNS = 100;
    private static final String MARGIN = "  ";
    private static final String GAP = "  ";

    private ProblemReport() {}

    /**
     * All there is to say when something does not even begin.
     *
     * @param what a clause such as {@code The study cannot start}
     * @param problems at least one
     * @return lines, each ended by a line feed
     */
    public static String refusal(String what, List<Problem> problems) {
        return stop(what, problems) + "\nNothing was started and nothing was written.\n";
    }

    /** The same for something that had begun: it does not say that nothing was written. */
    public static String stop(String what, List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return what + ", " + count + ":\n\n" + list(problems);
    }

    /** The problems alone, in columns that fit all of them. */
    public static String list(List<Problem> problems) {
        int code = widest(problems.stream().map(Problem::code).toList());
        int text = COLUMNS - MARGIN.length() - code - GAP.length();
        int what = widest(problems.stream()
                .filter(problem -> fits(problem, problem.what().length(), text))
                .map(Problem::what)
                .toList());
        return problems.stream()
                .map(problem -> entry(problem, code, fits(problem, what, text) ? what : 0, text))
                .collect(Collectors.joining());
    }

    /** @param column where the place stands beside what was found; 0 if it gets a line of its own */
    private static String entry(Problem problem, int code, int column, int text) {
        String first = MARGIN + pad(problem.code(), code) + GAP;
        String indent = " ".repeat(first.length());
        StringBuilder lines = new StringBuilder();
        if (column > 0) {
            lines.append(line(first + pad(problem.what(), column) + GAP + problem.where()));
        } else {
            String lead = first;
            for (String line : WrappedText.lines(problem.what(), text)) {
                lines.append(line(lead + line));
                lead = indent;
            }
            problem.place().ifPresent(place -> lines.append(line(indent + place)));
        }
        WrappedText.lines(problem.remedy(), text).forEach(line -> lines.append(line(indent + line)));
        return lines.toString();
    }

    private static boolean fits(Problem problem, int column, int text) {
        int end = problem.place()
                .map(place -> column + GAP.length() + place.length())
                .orElse(column);
        return problem.what().length() <= column && !problem.what().contains("\n") && end <= text;
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String line(String text) {
        return text.stripTrailing() + "\n";
    }
}
