package io.peco4j.examples;

import static io.peco4j.dsl.Components.noPretraining;
import static io.peco4j.dsl.Components.vit;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;
import io.peco4j.dsl.bundled.Vit;

/**
 * The last column of Table 1 of the PeCo paper: an encoder that is fine-tuned on pictures of twice the side that it was
 * pretrained on, a ViT-H at 448 pixels.
 *
 * <pre>
 * ./peco4j run table-1-448 --set data.path=FOLDER
 * </pre>
 */
public final class Table1Large {
    private Table1Large() {}

    /** On two cores, 32 and 64 pixels. */
    public static Study study() {
        Setting setting = new Tiny();
        return study(setting, setting.encoder(), 64);
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper(), vit("huge").patch(14).image(224).dropPath(0.3), 448);
    }

    private static Study study(Setting setting, Vit encoder, int image) {
        StudyBuilder begun = Study.named("table-1-448" + setting.suffix())
                .description("Table 1 of PeCo, the last column: fine-tuned at twice the resolution")
                .data(setting.data())
                .encoder(encoder)
                .seeds(setting.seeds());
        return begun.tokenizer("perceptual-tokens", setting.perceptual())
                .pretraining("none", noPretraining())
                .pretraining("mae", setting.autoencoding())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .task(setting.fineTuned().image(image))
                .published(Published.in("PeCo, Table 1")
                        .measure("top-1 of ViT-H fine-tuned on ImageNet-1K at 448 pixels, %")
                        .on("classification")
                        .figure("mae", 87.8)
                        .figure("peco", 88.3)
                        .order("mae < peco"))
                .build();
    }
}
