package io.peco4j.examples;

import static io.peco4j.api.dsl.Components.codewordClassification;
import static io.peco4j.api.dsl.Components.codewordContrast;
import static io.peco4j.api.dsl.Components.codewordProbe;

import io.peco4j.api.dsl.Study;

/**
 * Table 6 of the PeCo paper: must codewords be told what pictures mean? PeCo's perceptual distance says so implicitly; a
 * classifier of codewords and the contrast of two views say so explicitly.
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

    private static Study study(Setting setting) {
        return setting.pretraining("table-6")
                .description("Table 6 of PeCo: implicit against explicit constraints on codewords")
                .tokenizer("perceptual", setting.perceptual())
                .tokenizer("classification", setting.tokenizer().objective(codewordClassification(1)))
                .tokenizer("contrastive", setting.tokenizer().objective(codewordContrast(1)))
                .task(codewordProbe())
                .build();
    }
}
