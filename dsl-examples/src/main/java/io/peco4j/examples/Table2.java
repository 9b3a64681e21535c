package io.peco4j.examples;

import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;
import io.peco4j.dsl.bundled.Beit;

/**
 * Table 2 of the PeCo paper: how much do longer schedules bring, and how much does a lite tokenizer cost? The report's
 * cost table has what each tokenizer and each schedule takes.
 *
 * <pre>
 * ./peco4j run table-2 --set data.path=FOLDER
 * </pre>
 */
public final class Table2 {
    private Table2() {}

    /** On two cores: two fifths of the epochs of the other tables, and all of them. */
    public static Study study() {
        Setting setting = new Tiny();
        return study(setting, setting.tokens().epochs(8), setting.tokens())
                .task(linearProbe())
                .build();
    }

    /** As in the paper: 300 and 800 epochs. */
    public static Study paper() {
        Setting setting = new Paper();
        return study(setting, setting.tokens().epochs(300), setting.tokens().epochs(800))
                .build();
    }

    private static StudyBuilder study(Setting setting, Beit shorter, Beit longer) {
        return setting.study("table-2")
                .description("Table 2 of PeCo: shorter and longer pretraining, and the lite tokenizer")
                .tokenizer("dalle", setting.dvae())
                .tokenizer("peco", setting.perceptual())
                .tokenizer("peco-lite", setting.perceptual().normGroups(4).lite())
                .pretraining("none", noPretraining())
                .pretraining("shorter", shorter)
                .pretraining("longer", longer)
                .task(setting.fineTuned())
                .published(Published.in("PeCo, Table 2")
                        .measure(setting.fineTuning())
                        .on("classification")
                        .order("shorter < longer")
                        .note("published for 300 and 800 epochs: BEiT 82.9 and 83.2, PeCo 84.1 and 84.5"))
                .published(Published.in("PeCo, Table 2, 300 epochs")
                        .measure(setting.fineTuning())
                        .on("classification")
                        .figure("dalle", 82.9)
                        .figure("peco", 84.1)
                        .order("dalle < peco")
                        .order("peco-lite ~ peco")
                        .note("the figure of the lite tokenizer is in the table alone"));
    }
}
