package io.peco4j.dsl.bundled;

import io.peco4j.dsl.builder.Configurable;

/**
 * A builder of something that contrasts views of a picture by a momentum network.
 *
 * @param <T> the extension point
 * @param <S> the builder itself
 */
public interface Contrastive<T, S extends Contrastive<T, S>> extends Configurable<T, S> {
    /** Temperature: similarities are divided by it. */
    default S temperature(double temperature) {
        return set("temperature", temperature);
    }

    /** Share of the momentum network that a step keeps; where it rises in the training, that of the first step. */
    default S momentum(double momentum) {
        return set("momentum", momentum);
    }
}
