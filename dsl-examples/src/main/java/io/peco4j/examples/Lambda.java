package io.peco4j.examples;

import static io.peco4j.dsl.Components.codewordProbe;
import static io.peco4j.dsl.Components.reconstruction;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;

/**
 * The weight of PeCo's perceptual distance, from none to ten: the paper's Table 10.
 *
 * <pre>
 * ./peco4j run lambda --set data.path=FOLDER
 * </pre>
 */
public final class Lambda {
    private Lambda() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.pretraining("lambda")
                .description("Table 10 of PeCo: the weight of the perceptual objective")
                .tokenizer("weight-0", setting.perceptual(0))
                .tokenizer("weight-0.3", setting.perceptual(0.3))
                .tokenizer("weight-1", setting.perceptual(1))
                .tokenizer("weight-3", setting.perceptual(3))
                .tokenizer("weight-10", setting.perceptual(10))
                .task(codewordProbe())
                .task(reconstruction())
                .published(Published.in("PeCo, Table 10")
                        .measure(setting.fineTuning())
                        .on(setting.judge())
                        .figure("weight-0", 82.9)
                        .figure("weight-1", 84.1)
                        .order("weight-0 < weight-1")
                        .order("weight-3 < weight-1")
                        .order("weight-10 < weight-1")
                        .note(
                                "the paper's text says that weights of 3 and 10 are worse than 1; their figures are in the"
                                        + " table alone"))
                .build();
    }
}
