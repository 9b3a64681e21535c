package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;

/**
 * Prediction of the tokens of hidden patches by an encoder that sees the others alone: the pretraining
 * {@code mae-tokens}.
 *
 * <pre>{@code
 * maeTokens().mask(randomPatches(0.75)).decoder(128, 2, 4).cacheTokens().epochs(20)
 * }</pre>
 */
public record MaeTokens(Component<PretrainingFramework> component)
        implements Autoencoder<MaeTokens>, PredictsTokens<MaeTokens>, OnEncoder<PretrainingFramework, MaeTokens> {
    @Override
    public MaeTokens with(Component<PretrainingFramework> changed) {
        return new MaeTokens(changed);
    }
}
