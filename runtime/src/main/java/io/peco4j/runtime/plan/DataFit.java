package io.peco4j.runtime.plan;

import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what the options of a study's components find wrong with its data. */
final class DataFit {
    private final Dataset data;
    private final Set<Problem> problems = new LinkedHashSet<>();

    DataFit(Dataset data) {
        this.data = data;
    }

    /** Asks the components of an axis, and all that they nest. */
    void check(String axis, Map<String, Resolved> components) {
        components.forEach((name, component) -> check(axis + "." + name, component));
    }

    private void check(String path, Resolved component) {
        if (component.options() instanceof DataCheck options) {
            options.problems(data).forEach(problem -> problems.add(problem.at(path)));
        }
        component
                .nested()
                .values()
                .forEach(part ->
                        check(path + "." + ComponentKind.of(part.component()).word(), part));
    }

    /** @throws InvalidInputException with everything that was found */
    void failIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(List.copyOf(problems));
        }
    }
}
