package io.peco4j.api.dsl;

import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.plugin.Component;

/** Distance of pixels: the objective {@code pixel}. */
public record Pixel(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Pixel> {
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
