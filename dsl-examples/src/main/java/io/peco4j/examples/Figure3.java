package io.peco4j.examples;

import static io.peco4j.dsl.Components.reconstruction;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.bundled.Reconstruction;

/**
 * Figure 3 of the PeCo paper: reconstructions with and without the perceptual distance, as pictures in the report and
 * as distances of pixels and of features.
 *
 * <pre>
 * ./peco4j run figure-3 --set data.path=FOLDER
 * </pre>
 */
public final class Figure3 {
    private Figure3() {}

    /** On two cores. */
    public static Study study() {
        Setting setting = new Tiny();
        return study(
                setting,
                reconstruction().lpips(setting.features(), Tiny.weights("lpips_v0.1_lin_squeeze.npz")),
                "distance, squeezenet LPIPS");
    }

    /** As in the paper. */
    public static Study paper() {
        Setting setting = new Paper();
        return study(setting, reconstruction().backbone(setting.features()), "distance, mocov3-vit");
    }

    private static Study study(Setting setting, Reconstruction fidelity, String distance) {
        return setting.study("figure-3")
                .description("Figure 3 of PeCo: reconstructions with and without the perceptual objective")
                .tokenizer("pixel", setting.tokenizer())
                .tokenizer("perceptual", setting.perceptual())
                .task(fidelity)
                .published(Published.in("PeCo, Figure 3")
                        .measure("how reconstructions look")
                        .on("reconstruction", distance)
                        .order("pixel < perceptual")
                        .note("the figure shows pictures, not numbers; the distance has the features that the objective"
                                + " has, which favours it"))
                .build();
    }
}
