package io.peco4j.examples;

import static io.peco4j.dsl.Components.codewordProbe;
import static io.peco4j.dsl.Components.reconstruction;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;

/**
 * Table 7 of the PeCo paper: do tokens of sharper reconstructions make better targets? A patch discriminator joins the
 * perceptual distance, with the paper's weight of 0.4.
 *
 * <pre>
 * ./peco4j run table-7 --set data.path=FOLDER
 * </pre>
 */
public final class Table7 {
    private Table7() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.pretraining("table-7")
                .description("Table 7 of PeCo: an adversarial objective beside the perceptual one")
                .tokenizer("perceptual", setting.perceptual())
                .tokenizer("adversarial", setting.perceptual().objective(setting.discriminator()))
                .task(codewordProbe())
                .task(reconstruction())
                .published(Published.in("PeCo, Table 7")
                        .measure(setting.fineTuning())
                        .on(setting.judge())
                        .figure("perceptual", 84.1)
                        .order("perceptual ~ adversarial")
                        .note(
                                "the paper's text says that the adversarial loss brings no gain; its figure is in the table"
                                        + " alone"))
                .build();
    }
}
