package io.peco4j.runtime.plan;

import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers what does not fit the data that components are trained or judged on: examples that they do not read, and what
 * their options find wrong.
 */
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

    /**
     * Asks the components of an axis, and all that they nest; backbones and tokenizers in tasks about the study's data.
     */
    void check(String axis, Map<String, Resolved> components) {
        components.forEach((name, component) -> check(axis + "." + name, component));
    }

    void check(String path, Resolved component) {
        Reads reads = component.entry().registration().implementation().getAnnotation(Reads.class);
        if (reads != null && !suits(reads)) {
            problems.add(ExampleWords.refusal(component.component().id(), reads, data.exampleType())
                    .at(path));
        } else if (component.options() instanceof DataCheck options) {
            options.problems(data).forEach(problem -> problems.add(problem.at(path)));
        }
        component.nested().values().forEach(part -> {
            ComponentKind kind = ComponentKind.of(part.component());
            (StageGraph.isTrainedBefore(kind) ? on(study) : this).check(path + "." + kind.word(), part);
        });
    }

    /** Every example has a picture, so what reads pictures alone reads them all. */
    private boolean suits(Reads reads) {
        return Arrays.stream(reads.value()).anyMatch(read -> read == Example.Image.class || read == data.exampleType());
    }

    /** @throws InvalidInputException with everything that was found */
    void failIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(List.copyOf(problems));
        }
    }
}
