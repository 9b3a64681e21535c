package io.peco4j.examples;

import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;

/**
 * Table 8 of the PeCo paper: are perceptual tokens better targets than pixels for a masked autoencoder, too? Both
 * pretrainings have the same networks, masks and schedule; they differ in what the decoder predicts.
 *
 * <pre>
 * ./peco4j run table-8 --set data.path=FOLDER
 * </pre>
 */
public final class Table8 {
    private Table8() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny()).task(linearProbe()).build();
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper()).build();
    }

    private static StudyBuilder study(Setting setting) {
        return setting.study("table-8")
                .description("Table 8 of PeCo: tokens as targets of a masked autoencoder")
                .tokenizer("perceptual", setting.perceptual())
                .pretraining("none", noPretraining())
                .pretraining("mae", setting.autoencoding())
                .pretraining("peco-mae", setting.autoencodedTokens(), "perceptual")
                .task(setting.fineTuned())
                .published(Published.in("PeCo, Table 8")
                        .measure(setting.fineTuning())
                        .on("classification")
                        .order("mae < peco-mae")
                        .note(
                                "the paper's text says that PeCo on MAE is better on all its tasks; the figures are in the"
                                        + " table alone"));
    }
}
