package io.peco4j.examples;

import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;

/**
 * Table 11 of the PeCo paper: which pretraining makes a classifier that withstands attacks? All encoders are fine-tuned
 * alike, and the same pictures are attacked by BIM and MI-FGSM. No pretraining is the control below all others, training
 * with labels the one that the paper compares with.
 *
 * <pre>
 * ./peco4j run table-11 --set data.path=FOLDER
 * </pre>
 */
public final class Table11 {
    /** Of those that both settings score, and at which something is left of the accuracy. */
    private static final int EPSILON = 1;

    private Table11() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny()).build();
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper()).build();
    }

    private static StudyBuilder study(Setting setting) {
        return setting.study("table-11")
                .description("Table 11 of PeCo: accuracy of fine-tuned classifiers under attack")
                .tokenizer("dalle-tokens", setting.dvae())
                .tokenizer("perceptual-tokens", setting.perceptual())
                .pretraining("none", noPretraining())
                .pretraining("supervised", setting.labels())
                .pretraining("moco-v3", setting.contrast())
                .pretraining("beit", setting.tokens(), "dalle-tokens")
                .pretraining("mae", setting.autoencoding())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .task(setting.fineTuned())
                .task(setting.attacked())
                .published(order("bim"))
                .published(order("mi-fgsm"));
    }

    private static Published order(String attack) {
        return Published.in("PeCo, Table 11")
                .measure("top-1 of fine-tuned ViT-B under " + attack + " of 20 steps on ImageNet-1K, %")
                .on("robustness", attack + " " + EPSILON + "/255")
                .order("mae < supervised < beit < peco")
                .order("supervised < moco-v3 < peco")
                .note("the paper's text gives the order; its figures, and its epsilon, are in the table alone");
    }
}
