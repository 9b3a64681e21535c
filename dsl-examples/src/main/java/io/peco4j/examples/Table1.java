package io.peco4j.examples;

import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.noPretraining;
import static io.peco4j.dsl.Components.vit;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;
import io.peco4j.dsl.bundled.Vit;

/**
 * Table 1 of the PeCo paper: which pretraining makes the best start of a classifier? No pretraining is the control
 * below all others, training with labels the one above; BEiT and PeCo are the same framework with the tokens of two
 * tokenizers.
 *
 * <pre>
 * ./peco4j run table-1 --set data.path=FOLDER
 * ./peco4j plan table-1 --preset paper-large --set data.path=IMAGENET
 * </pre>
 *
 * <p>The ViT-H that is fine-tuned at 448 pixels is {@link Table1Large}.
 */
public final class Table1 {
    private static final String NOTE =
            "published for fine-tuning, after 800 epochs of BEiT, BootMAE and PeCo, and 1600 of MAE";

    private Table1() {}

    /** On two cores. */
    public static Study study() {
        return base(new Tiny()).task(linearProbe()).build();
    }

    /** As in the paper, at 224 pixels: ViT-B. */
    public static Study paper() {
        return base(new Paper()).build();
    }

    /** As in the paper, at 224 pixels: ViT-L, in the ways that the paper has of it. */
    public static Study paperLarge() {
        Setting setting = new Paper();
        return begun(setting, "table-1-large", vit("large").patch(16).image(224).dropPath(0.2))
                .tokenizer("dalle-tokens", setting.dvae())
                .pretraining("moco-v3", setting.contrast())
                .pretraining("beit", setting.tokens(), "dalle-tokens")
                .pretraining("mae", setting.autoencoding())
                .pretraining("bootmae", setting.bootstrapping())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .published(published(setting)
                        .figure("moco-v3", 84.1)
                        .figure("beit", 85.2)
                        .figure("mae", 85.9)
                        .figure("bootmae", 85.9)
                        .figure("peco", 86.5)
                        .order("beit < mae < peco")
                        .order("moco-v3 < beit")
                        .order("bootmae < peco"))
                .build();
    }

    /** As in the paper, at 224 pixels: ViT-H, in the ways that the paper has of it. */
    public static Study paperHuge() {
        Setting setting = new Paper();
        return begun(setting, "table-1-huge", vit("huge").patch(14).image(224).dropPath(0.3))
                .pretraining("mae", setting.autoencoding())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .published(published(setting)
                        .figure("mae", 86.9)
                        .figure("peco", 87.5)
                        .order("mae < peco"))
                .build();
    }

    private static StudyBuilder base(Setting setting) {
        return begun(setting, "table-1", setting.encoder())
                .tokenizer("dalle-tokens", setting.dvae())
                .pretraining("supervised", setting.labels())
                .pretraining("moco-v3", setting.contrast())
                .pretraining("dino", setting.distillation())
                .pretraining("beit", setting.tokens(), "dalle-tokens")
                .pretraining("mae", setting.autoencoding())
                .pretraining("bootmae", setting.bootstrapping())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .published(published(setting)
                        .figure("supervised", 81.8)
                        .figure("moco-v3", 83.2)
                        .figure("dino", 82.8)
                        .figure("beit", 83.2)
                        .figure("mae", 83.6)
                        .figure("bootmae", 84.2)
                        .figure("peco", 84.5)
                        .order("supervised < dino < beit < mae < bootmae < peco")
                        .order("moco-v3 ~ beit"));
    }

    /** A study of one encoder, with what all of them have. */
    private static StudyBuilder begun(Setting setting, String name, Vit encoder) {
        return Study.named(name + setting.suffix())
                .description("Table 1 of PeCo: ways to pretrain a transformer for classification")
                .data(setting.data())
                .encoder(encoder)
                .seeds(setting.seeds())
                .tokenizer("perceptual-tokens", setting.perceptual())
                .pretraining("none", noPretraining())
                .task(setting.fineTuned());
    }

    private static Published published(Setting setting) {
        return Published.in("PeCo, Table 1")
                .measure(setting.fineTuning())
                .on("classification")
                .note(NOTE);
    }
}
