package io.peco4j.dsl;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import org.jspecify.annotations.Nullable;

/**
 * A pretraining of a study, and whose tokens it predicts.
 *
 * @param component the framework; {@code tokenizer} is not a key of its options, but of its block in a study file
 * @param tokenizer the study's name of the one tokenizer that it learns from, which is then no choice of its own in
 *     tables; null for each of the study's in turn, or where the framework asks for none
 */
public record StudyPretraining(
        Component<PretrainingFramework> component, @Nullable String tokenizer) {
    /** The key of the tokenizer's name in a pretraining's block. */
    public static final String TOKENIZER = "tokenizer";

    /** A pretraining on the tokens of each of the study's tokenizers, if it asks for one. */
    public static StudyPretraining of(Component<PretrainingFramework> component) {
        return new StudyPretraining(component, null);
    }
}
