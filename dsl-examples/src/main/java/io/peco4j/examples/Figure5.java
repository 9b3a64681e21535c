package io.peco4j.examples;

import static io.peco4j.dsl.Components.linearProbe;

import io.peco4j.dsl.Study;

/**
 * Figure 5 of the PeCo paper: predictions with 50 to 95 % of the patches hidden, as pictures in the report. Tokens are
 * decoded by their tokenizer; a masked autoencoder of pixels stands beside them.
 *
 * <pre>
 * ./peco4j run figure-5 --set data.path=FOLDER
 * </pre>
 */
public final class Figure5 {
    private static final double[] HIDDEN = {0.5, 0.65, 0.75, 0.85, 0.95};

    private Figure5() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny(), 20);
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper(), 800);
    }

    private static Study study(Setting setting, int epochs) {
        return setting.study("figure-5")
                .description("Figure 5 of PeCo: predictions with 50 to 95 % of the patches hidden")
                .tokenizer("perceptual", setting.perceptual())
                .pretraining("mae", setting.autoencoding().pictureRatios(HIDDEN).epochs(epochs))
                .pretraining(
                        "peco-mae",
                        setting.autoencodedTokens().pictureRatios(HIDDEN).epochs(epochs))
                .task(linearProbe())
                .build();
    }
}
