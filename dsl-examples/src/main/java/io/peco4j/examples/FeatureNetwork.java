package io.peco4j.examples;

import static io.peco4j.dsl.Components.codewordProbe;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;

/**
 * The table of feature networks of the PeCo paper: whose features should the perceptual distance compare? Those of a
 * transformer and of a residual network that were trained by contrast without labels, or those of a convolutional
 * network that was trained with labels.
 *
 * <pre>
 * ./peco4j run feature-network --set data.path=FOLDER
 * </pre>
 *
 * <p>On two cores both networks without labels are trained on the study's own pictures, and the one with labels is a
 * SqueezeNet of ImageNet; the paper has VGG there.
 */
public final class FeatureNetwork {
    private FeatureNetwork() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper, with weight files of MoCo v3 and torchvision. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.pretraining("feature-network")
                .description("The feature networks of PeCo's perceptual objective")
                .tokenizer("transformer", setting.tokenizer().perceptual(setting.transformer(), 1))
                .tokenizer("resnet50", setting.tokenizer().perceptual(setting.residual(), 1))
                .tokenizer("supervised", setting.tokenizer().perceptual(setting.supervised(), 1))
                .task(codewordProbe())
                .published(
                        Published.in("PeCo, the table of feature networks")
                                .measure(setting.fineTuning())
                                .on(setting.judge())
                                .figure("transformer", 84.1)
                                .order("transformer ~ resnet50 ~ supervised")
                                .note(
                                        "the paper's text calls the networks comparable; the others' figures are in the table alone"))
                .build();
    }
}
