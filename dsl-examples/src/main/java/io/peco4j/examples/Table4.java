package io.peco4j.examples;

import static io.peco4j.api.dsl.Components.codewordProbe;

import io.peco4j.api.dsl.Study;

/**
 * Table 4 of the PeCo paper: what do codewords mean? A linear classifier tells how much of a picture's class is in the mean
 * of its codewords, for the tokens of DALL-E, of pixels and of PeCo; a finished classifier tells how much is left in
 * reconstructions.
 *
 * <pre>
 * ./peco4j run table-4 --set data.path=FOLDER
 * </pre>
 */
public final class Table4 {
    private Table4() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper, except that no classifier looks at reconstructions: the one of this setting is for CIFAR-10. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.study("table-4")
                .description("Table 4 of PeCo: the semantics of codewords")
                .tokenizer("dalle", setting.dvae())
                .tokenizer("pixel", setting.tokenizer())
                .tokenizer("perceptual", setting.perceptual())
                .task(codewordProbe())
                .task(setting.fidelity())
                .build();
    }
}
