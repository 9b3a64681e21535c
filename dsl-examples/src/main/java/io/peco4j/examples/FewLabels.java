package io.peco4j.examples;

import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.dsl.Study;

/**
 * Does pretraining help where few pictures have labels? The smallest study with a known answer: a masked autoencoder
 * sees all pictures without their labels, and is then fine-tuned on few of them with labels, beside an encoder that has
 * seen none. A machine on which the difference does not show is not set up to show smaller ones.
 *
 * <pre>
 * ./peco4j run few-labels --set data.path=FOLDER
 * </pre>
 */
public final class FewLabels {
    private FewLabels() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** With the paper's networks and schedules. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.study("few-labels")
                .description("Whether pretraining without labels helps where there are few")
                .pretraining("none", noPretraining())
                .pretraining("mae", setting.autoencoding())
                .task(setting.fewLabels())
                .build();
    }
}
