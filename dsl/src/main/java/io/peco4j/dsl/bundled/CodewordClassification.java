package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.dsl.builder.Configurable;

/** A linear classifier of mean codewords that trains with the tokenizer: the objective {@code classification}. */
public record CodewordClassification(Component<CodebookObjective> component)
        implements Configurable<CodebookObjective, CodewordClassification> {
    @Override
    public CodewordClassification with(Component<CodebookObjective> changed) {
        return new CodewordClassification(changed);
    }

    /** The factor of the term in the sum. */
    public CodewordClassification weight(double weight) {
        return set("weight", weight);
    }

    /** Share of the target that is distributed over all classes. */
    public CodewordClassification labelSmoothing(double share) {
        return set("label-smoothing", share);
    }
}
