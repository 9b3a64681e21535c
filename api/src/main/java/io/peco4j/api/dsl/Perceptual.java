package io.peco4j.api.dsl;

import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.plugin.Component;

/** Distance of a backbone's features, which makes the codebook perceptual (PeCo): the objective {@code perceptual}. */
public record Perceptual(Component<CodebookObjective> component)
        implements Configurable<CodebookObjective, Perceptual> {
    @Override
    public Perceptual with(Component<CodebookObjective> changed) {
        return new Perceptual(changed);
    }

    /** The factor of the term in the sum. */
    public Perceptual weight(double weight) {
        return set("weight", weight);
    }

    /** What happens to features before they are compared: {@code layer-norm}, {@code unit} or {@code none}. */
    public Perceptual normalisation(String normalisation) {
        return set("normalisation", normalisation);
    }
}
