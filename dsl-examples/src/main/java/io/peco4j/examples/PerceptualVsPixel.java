package io.peco4j.examples;

import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.blockwise;
import static io.peco4j.dsl.Components.codewordProbe;
import static io.peco4j.dsl.Components.imageFolder;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.squeezeNet;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.dsl.Study;

/**
 * The comparison of the PeCo paper in small, on photographs of 32 pixels in folders by class, such as CIFAR-10.
 *
 * <p>The perceptual features come from a SqueezeNet that was trained on ImageNet, in the file
 * {@code squeezenet1_1_imagenet_features.npz} of the folder that the environment variable {@code PECO4J_WEIGHTS} names.
 *
 * <pre>
 * ./peco4j run perceptual-vs-pixel --set data.path=FOLDER
 * </pre>
 *
 * <p>A token covers four pixels a side, as a patch does. The paper's figures for the same question on ImageNet, after
 * fine-tuning a ViT-B, are 84.1 against 82.9 per cent.
 */
public final class PerceptualVsPixel {
    private PerceptualVsPixel() {}

    /** Two tokenizers, one pretraining, two probes, three seeds. */
    public static Study study() {
        var tokenizer = vqvae().codebook(512, 32)
                .channels(32)
                .latent(64)
                .multipliers(1, 1, 2)
                .residualBlocks(1)
                .decoderResidualBlocks(1)
                .normGroups(8)
                .kMeansStart()
                .codebookDecay(0.95)
                .reviveBelow(0.1)
                .batch(50)
                .learningRate(1e-3)
                .epochs(3);
        var backbone = squeezeNet(Tiny.weights("squeezenet1_1_imagenet_features.npz"));
        return Study.named("perceptual-vs-pixel")
                .description("Pixel and perceptual codebooks on small photographs")
                .data(imageFolder("data/photos"))
                .encoder(vit("tiny").depth(4).patch(4).image(32))
                .tokenizer("pixel", tokenizer)
                .tokenizer("perceptual", tokenizer.perceptual(backbone, 1.0))
                .pretraining(beit().mask(blockwise(0.4).minPatches(4))
                        .batch(100)
                        .learningRate(1e-3)
                        .warmupEpochs(1)
                        .epochs(4))
                .task(linearProbe())
                .task(codewordProbe())
                .seeds(0, 1, 2)
                .build();
    }
}
