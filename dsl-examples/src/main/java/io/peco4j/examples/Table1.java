package io.peco4j.examples;

import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.noPretraining;
import static io.peco4j.dsl.Components.vit;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;

/**
 * Table 1 of the PeCo paper: which pretraining makes the best start of a classifier? No pretraining is the control
 * below all others, training with labels the one above; BEiT and PeCo are the same framework with the tokens of two
 * tokenizers.
 *
 * <pre>
 * ./peco4j run table-1 --set data.path=FOLDER
 * </pre>
 */
public final class Table1 {
    private static final String NOTE =
            "published for the fine-tuning of a ViT-B, after 800 epochs of BEiT, BootMAE and PeCo, and 1600 of MAE";

    private Table1() {}

    /** On two cores. */
    public static Study study() {
        Setting setting = new Tiny();
        return study(setting, setting.study("table-1")).task(linearProbe()).build();
    }

    /** As in the paper, at 224 pixels: ViT-B, ViT-L and ViT-H. */
    public static Study paper() {
        Setting setting = new Paper();
        StudyBuilder sizes = Study.named("table-1-paper")
                .data(setting.data())
                .encoder("base", setting.encoder())
                .encoder("large", vit("large").patch(16).image(224).dropPath(0.2))
                .encoder("huge", vit("huge").patch(14).image(224).dropPath(0.3))
                .seeds(setting.seeds());
        return study(setting, sizes).build();
    }

    private static StudyBuilder study(Setting setting, StudyBuilder begun) {
        return begun.description("Table 1 of PeCo: ways to pretrain a transformer for classification")
                .tokenizer("dalle-tokens", setting.dvae())
                .tokenizer("perceptual-tokens", setting.perceptual())
                .pretraining("none", noPretraining())
                .pretraining("supervised", setting.labels())
                .pretraining("moco-v3", setting.contrast())
                .pretraining("dino", setting.distillation())
                .pretraining("beit", setting.tokens(), "dalle-tokens")
                .pretraining("mae", setting.autoencoding())
                .pretraining("bootmae", setting.bootstrapping())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .task(setting.fineTuned())
                .published(Published.in("PeCo, Table 1")
                        .measure(setting.fineTuning())
                        .on("classification")
                        .figure("supervised", 81.8)
                        .figure("moco-v3", 83.2)
                        .figure("dino", 82.8)
                        .figure("beit", 83.2)
                        .figure("mae", 83.6)
                        .figure("bootmae", 84.2)
                        .figure("peco", 84.5)
                        .order("supervised < dino < beit < mae < bootmae < peco")
                        .order("moco-v3 ~ beit")
                        .note(NOTE));
    }
}
