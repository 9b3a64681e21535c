package io.peco4j.examples;

import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.blockwise;
import static io.peco4j.dsl.Components.codewordProbe;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.mocoV3;
import static io.peco4j.dsl.Components.mocoV3Vit;
import static io.peco4j.dsl.Components.noPretraining;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.dsl.Study;

/**
 * Does a perceptual codebook make better targets than a pixel codebook? In minutes, on generated pictures, without a
 * download.
 *
 * <p>A small vision transformer first learns by contrast on the same pictures; its features are what the perceptual
 * tokenizer compares beside the pixels. Both tokenizers then teach one encoder each; an encoder without pretraining is
 * the control that both have to beat. Minutes of training on a thousand pictures show that pretraining helps, but not
 * which tokens help more: read that difference against the deviation over the seeds.
 */
public final class Quickstart {
    private Quickstart() {}

    /** Two tokenizers, one pretraining and the control, two probes, three seeds. */
    public static Study study() {
        var encoder = vit("tiny").depth(4).patch(8).image(48);
        var tokenizer = vqvae().codebook(256, 32)
                .channels(32)
                .multipliers(1, 1, 2, 2)
                .residualBlocks(1)
                .decoderResidualBlocks(1)
                .normGroups(8)
                .kMeansStart()
                .codebookDecay(0.9)
                .reviveBelow(0.1)
                .batch(16)
                .learningRate(1e-3)
                .epochs(2);
        var backbone = mocoV3Vit()
                .encoder(encoder)
                .layers(1, 2, 3, 4)
                .training(mocoV3().head(512, 128)
                        .batch(125)
                        .learningRate(5e-4)
                        .warmupEpochs(1)
                        .epochs(4));
        return Study.named("quickstart")
                .description("Pixel and perceptual codebooks on generated scenes")
                .data(scenes().image(48).train(1500).val(1000).typical(0.8))
                .encoder(encoder)
                .tokenizer("pixel", tokenizer)
                .tokenizer("perceptual", tokenizer.perceptual(backbone, 1.0))
                .pretraining("none", noPretraining())
                .pretraining(beit().mask(blockwise(0.4).minPatches(4))
                        .batch(50)
                        .learningRate(1e-3)
                        .warmupEpochs(1)
                        .epochs(8))
                .task(linearProbe())
                .task(codewordProbe())
                .seeds(0, 1, 2)
                .build();
    }
}
