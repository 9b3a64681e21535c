package io.peco4j.datasets.segmentation;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Problems of several parts of an input, to be told at once. */
final class Gathered {
    private final List<Problem> problems = new ArrayList<>();

    /** What is made, or nothing where it has problems. */
    <T> Optional<T> of(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
