package io.peco4j.examples;

import static io.peco4j.dsl.Components.codewordProbe;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;

/**
 * Table 4 of the PeCo paper: what do codewords mean? A linear classifier shows how much of a picture's class is in the
 * mean of its codewords, for the tokens of DALL-E, of pixels and of PeCo; a finished classifier shows how much is left
 * in reconstructions.
 *
 * <pre>
 * ./peco4j run table-4 --set data.path=FOLDER
 * </pre>
 */
public final class Table4 {
    private static final String SOURCE = "PeCo, Table 4";
    private static final String NOTE = "the published figures are quoted from memory; their order is what counts";

    private Table4() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny())
                .published(Published.in(SOURCE)
                        .measure("top-1 on reconstructions of ImageNet-1K, %")
                        .on("reconstruction", "top-1 on reconstructions")
                        .figure("dalle", 17.9)
                        .figure("pixel", 17.9)
                        .figure("perceptual", 51.7)
                        .order("dalle < perceptual")
                        .order("pixel < perceptual")
                        .note(NOTE))
                .build();
    }

    /** As in the paper, except that no classifier looks at reconstructions: the one of this setting is for CIFAR-10. */
    public static Study paper() {
        return study(new Paper()).build();
    }

    private static StudyBuilder study(Setting setting) {
        return setting.study("table-4")
                .description("Table 4 of PeCo: the semantics of codewords")
                .tokenizer("dalle", setting.dvae())
                .tokenizer("pixel", setting.tokenizer())
                .tokenizer("perceptual", setting.perceptual())
                .task(codewordProbe())
                .task(setting.fidelity())
                .published(Published.in(SOURCE)
                        .measure("linear accuracy of mean codewords on ImageNet-1K, %")
                        .on("codeword-probe")
                        .figure("dalle", 6.1)
                        .figure("pixel", 10.2)
                        .figure("perceptual", 29.7)
                        .order("dalle < pixel < perceptual")
                        .note(NOTE));
    }
}
