package io.peco4j.examples;

import static io.peco4j.dsl.Components.codewordClassification;
import static io.peco4j.dsl.Components.codewordContrast;
import static io.peco4j.dsl.Components.codewordProbe;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;

/**
 * Table 6 of the PeCo paper: do codewords need explicit semantic supervision? PeCo's perceptual distance supervises
 * them implicitly; a classifier of codewords and the contrast of two views do so explicitly.
 *
 * <pre>
 * ./peco4j run table-6 --set data.path=FOLDER
 * </pre>
 */
public final class Table6 {
    private Table6() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper());
    }

    // The contrast is with the other pictures of a pass: the whole batch passes at once.
    private static Study study(Setting setting) {
        return setting.pretraining("table-6")
                .description("Table 6 of PeCo: implicit against explicit constraints on codewords")
                .tokenizer("perceptual", setting.perceptual())
                .tokenizer("classification", setting.tokenizer().objective(codewordClassification(1)))
                .tokenizer(
                        "contrastive",
                        setting.tokenizer().objective(codewordContrast(1)).set("micro-batch", 0))
                .task(codewordProbe())
                .published(Published.in("PeCo, Table 6")
                        .measure(setting.fineTuning())
                        .on(setting.judge())
                        .figure("perceptual", 84.1)
                        .order("classification < perceptual")
                        .order("contrastive < perceptual")
                        .note("the paper's text says that both explicit ways are less effective; by how much is in its"
                                + " table alone"))
                .build();
    }
}
