package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;

/**
 * Prediction of the pixels of hidden patches by an encoder that sees the others alone: the pretraining {@code mae}.
 *
 * <pre>{@code
 * mae().mask(randomPatches(0.75)).decoder(128, 2, 4).normalisedPixels(false).pictureRatios(0.5, 0.75, 0.95).epochs(20)
 * }</pre>
 */
public record Mae(Component<PretrainingFramework> component)
        implements Autoencoder<Mae>, OnEncoder<PretrainingFramework, Mae> {
    @Override
    public Mae with(Component<PretrainingFramework> changed) {
        return new Mae(changed);
    }

    /** Whether pixels are normalised patch by patch before they are predicted; they are unless this says otherwise. */
    public Mae normalisedPixels(boolean normalised) {
        return set("normalised-pixels", normalised);
    }
}
