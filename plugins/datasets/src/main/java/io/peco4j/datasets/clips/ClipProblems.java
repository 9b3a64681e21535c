package io.peco4j.datasets.clips;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is wrong with a data set of clips; many problems of a kind are listed in part and counted. */
final class ClipProblems {
    private static final int LISTED = 8;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Problem>> rows = new LinkedHashMap<>();

    void add(Problem problem) {
        problems.add(problem);
    }

    /** Something wrong with one of possibly very many lines or files. */
    void addRow(Problem problem) {
        rows.computeIfAbsent(problem.code(), code -> new ArrayList<>()).add(problem);
    }

    /** Whether there is one. */
    boolean any() {
        return !problems.isEmpty() || !rows.isEmpty();
    }

    /** @throws InvalidInputException if there is a problem */
    void check() {
        List<Problem> all = new ArrayList<>(problems);
        rows.values().forEach(some -> {
            all.addAll(some.subList(0, Math.min(LISTED, some.size())));
            if (some.size() > LISTED) {
                Problem first = some.get(0);
                all.add(new Problem(
                        first.code(), "and " + (some.size() - LISTED) + " more of this kind", first.where(), ""));
            }
        });
        if (!all.isEmpty()) {
            throw new InvalidInputException(all);
        }
    }
}
