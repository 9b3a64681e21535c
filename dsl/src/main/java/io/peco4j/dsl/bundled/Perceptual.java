package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Written;

/** Distance of a backbone's features, which makes the codebook perceptual (PeCo): the objective {@code perceptual}. */
public record Perceptual(Component<CodebookObjective> component)
        implements Configurable<CodebookObjective, Perceptual> {
    /** With the backbone whose features are compared. */
    public static Perceptual of(Describes<PerceptualBackbone> backbone, double weight) {
        return new Perceptual(Written.component(CodebookObjective.class, "perceptual"))
                .set("backbone", backbone)
                .weight(weight);
    }

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
