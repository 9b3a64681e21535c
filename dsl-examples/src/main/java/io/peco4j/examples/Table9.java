package io.peco4j.examples;

import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;

/**
 * Table 9 of the PeCo paper: which pretraining on photographs helps to recognise actions in video? Each encoder starts a
 * TimeSformer. No pretraining is the control below all others, training with labels the one that the paper compares
 * with.
 *
 * <pre>
 * ./peco4j run table-9 --set data.path=PHOTOS --set task.video.data.path=CLIPS
 * </pre>
 */
public final class Table9 {
    private Table9() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper: eight frames of Kinetics-400 at 224 pixels. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.study("table-9")
                .description("Table 9 of PeCo: ways to pretrain a transformer for video")
                .tokenizer("dalle-tokens", setting.dvae())
                .tokenizer("perceptual-tokens", setting.perceptual())
                .pretraining("none", noPretraining())
                .pretraining("supervised", setting.labels())
                .pretraining("beit", setting.tokens(), "dalle-tokens")
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .task("video", setting.video(), setting.clips())
                .published(Published.in("PeCo, Table 9")
                        .measure("top-1 of a TimeSformer on Kinetics-400, %")
                        .on("video")
                        .order("supervised < beit < peco")
                        .note("the order is in the paper's text; the figures are in the table alone"))
                .build();
    }
}
