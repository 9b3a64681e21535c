package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;

/** Contrast of the mean codewords of two views: the objective {@code contrastive}. */
public record CodewordContrast(Component<CodebookObjective> component)
        implements Contrastive<CodebookObjective, CodewordContrast> {
    @Override
    public CodewordContrast with(Component<CodebookObjective> changed) {
        return new CodewordContrast(changed);
    }

    /** The factor of the term in the sum. */
    public CodewordContrast weight(double weight) {
        return set("weight", weight);
    }
}
