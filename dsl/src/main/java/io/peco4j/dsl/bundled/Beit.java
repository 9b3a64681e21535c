package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;

/**
 * Prediction of the tokens of hidden patches: the pretraining {@code beit}.
 *
 * <pre>{@code
 * beit().mask(blockwise(0.4).minPatches(4)).colorJitter(0).epochs(20)
 * }</pre>
 */
public record Beit(Component<PretrainingFramework> component)
        implements PredictsTokens<Beit>, OnEncoder<PretrainingFramework, Beit> {
    @Override
    public Beit with(Component<PretrainingFramework> changed) {
        return new Beit(changed);
    }

    /** Largest change of brightness, contrast and saturation, as a share; 0: none. */
    public Beit colorJitter(double amount) {
        return set("color-jitter", amount);
    }
}
