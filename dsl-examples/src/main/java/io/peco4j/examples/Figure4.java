package io.peco4j.examples;

import static io.peco4j.dsl.Components.linearProbe;

import io.peco4j.dsl.Study;

/**
 * Figure 4 of the PeCo paper: what a pretrained encoder makes of hidden patches, as pictures in the report. Tokens that
 * it predicts are decoded by their tokenizer, beside the masked input and the original.
 *
 * <pre>
 * ./peco4j run figure-4 --set data.path=FOLDER
 * </pre>
 */
public final class Figure4 {
    private Figure4() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny(), 20);
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper(), 800);
    }

    private static Study study(Setting setting, int epochs) {
        return setting.study("figure-4")
                .description("Figure 4 of PeCo: predictions for hidden patches")
                .tokenizer("pixel", setting.tokenizer())
                .tokenizer("perceptual", setting.perceptual())
                .pretraining(setting.tokens().epochs(epochs))
                .task(linearProbe())
                .build();
    }
}
