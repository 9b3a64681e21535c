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

/** Gathers what the options of a study's components find wrong with the data that they are trained or judged on. */
final class DataFit {
    private final Dataset study;
    private final Dataset data;
    private final Set<Problem> problems;

    /** @param study the data that components are trained on, other than tasks with data of their own */
    DataFit(Dataset study) {
        this(study, study, new LinkedHashSet<>());
    }

    private DataFit(Dataset study, Dataset data, Set<Problem> problems) {
        this.study = study;
        this.data = data;
        this.problems = problems;
    }

    /** Asks tasks about other data; what it finds is found here, too. */
    DataFit on(Dataset others) {
        return new DataFit(study, others, problems);
    }

    /** Asks the components of an axis, and all that they nest; backbones and tokenizers in tasks about the study's data. */
    void check(String axis, Map<String, Resolved> components) {
        components.forEach((name, component) -> check(axis + "." + name, component));
    }

    void check(String path, Resolved component) {
        if (component.options() instanceof DataCheck options) {
            options.problems(data).forEach(problem -> problems.add(problem.at(path)));
        }
        component.nested().values().forEach(part -> {
            ComponentKind kind = ComponentKind.of(part.component());
            (StageGraph.isTrainedBefore(kind) ? on(study) : this).check(path + "." + kind.word(), part);
        });
    }

    /** @throws InvalidInputException with everything that was found */
    void failIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(List.copyOf(problems));
        }
    }
}
