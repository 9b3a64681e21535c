package io.peco4j.examples;

import static io.peco4j.dsl.Components.codewordProbe;
import static io.peco4j.dsl.Components.reconstruction;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.bundled.Vqvae;

/**
 * Table 12 of the PeCo paper: which networks should the tokenizer have? Convolutions at two resolutions, transformers,
 * decoders of half the channels or half the depth, and the lite tokenizer, which halves both halves. All compare
 * pictures by the features of a transformer, which takes pictures of any size. The report's cost table says what each
 * saves.
 *
 * <pre>
 * ./peco4j run table-12 --set data.path=FOLDER
 * </pre>
 */
public final class Table12 {
    private Table12() {}

    /** On two cores. Decoders have two blocks a stage here, so that there is a half of their depth. */
    public static Study study() {
        Setting setting = new Tiny();
        Vqvae full = setting.tokenizer().decoderResidualBlocks(2);
        Vqvae fourGroups = full.normGroups(4);
        return study(
                setting,
                full,
                full.image(16).multipliers(1, 2),
                full.encoder("vit").decoder("vit").transformer("tiny", 4),
                fourGroups);
    }

    /** As in the paper. */
    public static Study paper() {
        Setting setting = new Paper();
        Vqvae full = setting.tokenizer();
        return study(
                setting,
                full,
                vqvae().preset("paper-8x"),
                full.encoder("vit").decoder("vit").transformer("base", 0),
                full);
    }

    /** @param narrow the full one with groups that half its channels can be divided into */
    private static Study study(Setting setting, Vqvae full, Vqvae finer, Vqvae transformers, Vqvae narrow) {
        return setting.pretraining("table-12")
                .description("Table 12 of PeCo: architectures of the tokenizer")
                .tokenizer("full", perceptual(setting, full))
                .tokenizer("finer", perceptual(setting, finer))
                .tokenizer("transformer", perceptual(setting, transformers))
                .tokenizer("half-channels", perceptual(setting, narrow.decoder("half-channels")))
                .tokenizer("half-depth", perceptual(setting, full.decoder("half-depth")))
                .tokenizer("lite", perceptual(setting, narrow.lite()))
                .task(codewordProbe())
                .task(reconstruction())
                .published(Published.in("PeCo, Table 12")
                        .measure(setting.fineTuning())
                        .on(setting.judge())
                        .figure("full", 84.1)
                        .order("transformer < full")
                        .order("half-channels ~ full")
                        .order("half-depth ~ full")
                        .note("the paper's text says that convolutions do better than transformers and that a smaller"
                                + " decoder may not hurt; the figures are in the table alone"))
                .build();
    }

    private static Vqvae perceptual(Setting setting, Vqvae tokenizer) {
        return tokenizer.perceptual(setting.transformer(), 1);
    }
}
