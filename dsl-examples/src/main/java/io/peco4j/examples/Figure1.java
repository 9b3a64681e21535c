package io.peco4j.examples;

import static io.peco4j.dsl.Components.humanAgreement;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.bundled.HumanAgreement;

/**
 * The question of Figure 1 of the PeCo paper, asked of more than one picture: which of two pictures looks more like a
 * third? People have answered; pixels, the features of a network, and the tokens of tokenizers that were trained with
 * and without a perceptual distance answer too.
 *
 * <pre>
 * ./peco4j run figure-1 --set data.path=FOLDER --set task.human-agreement.triplets=FILE
 * </pre>
 */
public final class Figure1 {
    private Figure1() {}

    /** On two cores: triplets of photographed materials in a table of votes. */
    public static Study study() {
        Setting setting = new Tiny();
        return study(
                setting,
                humanAgreement("../shared/data/perceptual/materials/triplets_test.csv")
                        .image(64)
                        .lpips(setting.features(), Tiny.weights("lpips_v0.1_lin_squeeze.npz")));
    }

    /** With the paper's tokenizers, on the triplets of BAPPS; the paper itself shows single pictures. */
    public static Study paper() {
        Setting setting = new Paper();
        return study(setting, humanAgreement("data/bapps/2afc/val").byVotes().backbone(setting.features()));
    }

    private static Study study(Setting setting, HumanAgreement judgements) {
        return setting.study("figure-1")
                .description("Figure 1 of PeCo: which of two pictures is closer to a third")
                .tokenizer("pixel", setting.tokenizer())
                .tokenizer("perceptual", setting.perceptual())
                .task(judgements)
                .published(Published.in("PeCo, Figure 1")
                        .measure("which of two views is nearer to a reference, on single pictures")
                        .on("human-agreement")
                        .order("pixel < perceptual")
                        .note(
                                "the figure shows pictures, not numbers: PeCo's tokens choose as people do where pixels and"
                                        + " DALL-E's tokens do not"))
                .build();
    }
}
