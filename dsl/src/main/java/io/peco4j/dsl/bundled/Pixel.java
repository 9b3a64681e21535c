package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Written;

/** Distance of pixels: the objective {@code pixel}. */
public record Pixel(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Pixel> {
    /** With the component's defaults. */
    public static Pixel of() {
        return new Pixel(Written.component(CodebookObjective.class, "pixel"));
    }

    @Override
    public Pixel with(Component<CodebookObjective> changed) {
        return new Pixel(changed);
    }

    /** The factor of the term in the sum. */
    public Pixel weight(double weight) {
        return set("weight", weight);
    }

    /** {@code l1} or {@code l2}. */
    public Pixel norm(String norm) {
        return set("norm", norm);
    }
}
