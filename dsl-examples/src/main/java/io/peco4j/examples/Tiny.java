package io.peco4j.examples;

import static io.peco4j.dsl.Components.adversarial;
import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.bootmae;
import static io.peco4j.dsl.Components.classification;
import static io.peco4j.dsl.Components.coco;
import static io.peco4j.dsl.Components.dalle;
import static io.peco4j.dsl.Components.detection;
import static io.peco4j.dsl.Components.dino;
import static io.peco4j.dsl.Components.imageFolder;
import static io.peco4j.dsl.Components.mae;
import static io.peco4j.dsl.Components.maeTokens;
import static io.peco4j.dsl.Components.mocoV3;
import static io.peco4j.dsl.Components.mocoV3Vit;
import static io.peco4j.dsl.Components.randomPatches;
import static io.peco4j.dsl.Components.reconstruction;
import static io.peco4j.dsl.Components.resNet50;
import static io.peco4j.dsl.Components.robustness;
import static io.peco4j.dsl.Components.segmentation;
import static io.peco4j.dsl.Components.segmentationFolder;
import static io.peco4j.dsl.Components.squeezeNet;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.Components;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.bundled.Adversarial;
import io.peco4j.dsl.bundled.Beit;
import io.peco4j.dsl.bundled.BootMae;
import io.peco4j.dsl.bundled.Classification;
import io.peco4j.dsl.bundled.Clips;
import io.peco4j.dsl.bundled.Coco;
import io.peco4j.dsl.bundled.ConvolutionalBackbone;
import io.peco4j.dsl.bundled.Dalle;
import io.peco4j.dsl.bundled.Detection;
import io.peco4j.dsl.bundled.Dino;
import io.peco4j.dsl.bundled.ImageFolder;
import io.peco4j.dsl.bundled.Mae;
import io.peco4j.dsl.bundled.MaeTokens;
import io.peco4j.dsl.bundled.Mask;
import io.peco4j.dsl.bundled.MocoV3;
import io.peco4j.dsl.bundled.MocoV3Vit;
import io.peco4j.dsl.bundled.Reconstruction;
import io.peco4j.dsl.bundled.Robustness;
import io.peco4j.dsl.bundled.Segmentation;
import io.peco4j.dsl.bundled.SegmentationFolder;
import io.peco4j.dsl.bundled.Supervised;
import io.peco4j.dsl.bundled.Video;
import io.peco4j.dsl.bundled.Vit;
import io.peco4j.dsl.bundled.Vqvae;

/**
 * Photographs of 32 pixels in folders by class, such as CIFAR-10, on two cores in minutes. A token covers four pixels a
 * side, as a patch does. Features come from a SqueezeNet that was trained on ImageNet; other networks are trained on
 * the study's pictures.
 *
 * <p>The environment variable {@code PECO4J_WEIGHTS} names the folder of the weight files, which are
 * {@code squeezenet1_1_imagenet_features.npz}, {@code lpips_v0.1_lin_squeeze.npz} and {@code resnet20_cifar10.npz}.
 */
public record Tiny() implements Setting {
    /** How often each way to pretrain sees the pictures, where a table compares several. */
    private static final int EPOCHS = 20;

    /** What compares views sees a picture so many times an epoch. */
    private static final int VIEWS = 2;

    /**
     * Pictures per step of whatever hides patches. Five thousand pictures make so few steps that a larger batch learns
     * less in the same time.
     */
    private static final int BATCH = 50;

    /** Patches of 4 pixels say less of their neighbours than those of 16: fewer of them can be hidden. */
    private static final Mask HIDDEN = randomPatches(0.6);

    /** A weight file by its name. */
    static String weights(String file) {
        return WeightFiles.file("../shared/data/weights", file);
    }

    @Override
    public String suffix() {
        return "";
    }

    @Override
    public ImageFolder data() {
        return imageFolder("data/photos");
    }

    @Override
    public Vit encoder() {
        return vit("tiny").depth(4).patch(4).image(32);
    }

    @Override
    public Vqvae tokenizer() {
        return vqvae().preset("tiny").multipliers(1, 1, 2).batch(25).epochs(2);
    }

    @Override
    public Describes<PerceptualBackbone> features() {
        return squeezeNet(weights("squeezenet1_1_imagenet_features.npz"));
    }

    @Override
    public MocoV3Vit transformer() {
        return mocoV3Vit()
                .encoder(encoder().positions("sin-cos-moco"))
                .layers(1, 2, 3, 4)
                .training(mocoV3().head(512, 128)
                        .batch(125)
                        .learningRate(5e-4)
                        .warmupEpochs(1)
                        .epochs(4));
    }

    @Override
    public ConvolutionalBackbone residual() {
        return resNet50().preset("tiny");
    }

    @Override
    public Describes<PerceptualBackbone> supervised() {
        return features();
    }

    @Override
    public Adversarial discriminator() {
        return adversarial(0.4).discriminator(32, 2);
    }

    /** Three times as long as the others: it begins with one token, and takes more of them up as it goes. */
    @Override
    public Dalle dvae() {
        return dalle().preset("tiny")
                .image(64)
                .divergence(1, 0.05)
                .batch(25)
                .learningRate(4e-3)
                .epochs(6);
    }

    @Override
    public Reconstruction fidelity() {
        return reconstruction().classifier(weights("resnet20_cifar10.npz"));
    }

    @Override
    public Beit pretraining() {
        return tokens();
    }

    @Override
    public Beit tokens() {
        return beit().preset("tiny").batch(BATCH).epochs(EPOCHS).warmupEpochs(1);
    }

    @Override
    public MaeTokens autoencodedTokens() {
        return maeTokens()
                .preset("tiny")
                .mask(HIDDEN)
                .batch(BATCH)
                .epochs(EPOCHS)
                .warmupEpochs(1);
    }

    @Override
    public Mae autoencoding() {
        return mae().preset("tiny").mask(HIDDEN).batch(BATCH).epochs(EPOCHS).warmupEpochs(1);
    }

    /** Of the encoder's learned positions, the decoders would not learn in so few steps where a token is. */
    @Override
    public BootMae bootstrapping() {
        return bootmae()
                .preset("tiny")
                .mask(HIDDEN)
                .visiblePositions()
                .batch(BATCH)
                .epochs(EPOCHS)
                .warmupEpochs(1);
    }

    @Override
    public MocoV3 contrast() {
        return mocoV3().head(512, 128)
                .batch(125)
                .learningRate(5e-4)
                .warmupEpochs(1)
                .epochs(EPOCHS / VIEWS);
    }

    @Override
    public Dino distillation() {
        return dino().preset("tiny").localCrops(2, 16).epochs(EPOCHS / VIEWS).warmupEpochs(1);
    }

    @Override
    public Supervised labels() {
        return Components.supervised().preset("tiny").epochs(EPOCHS).warmupEpochs(1);
    }

    /** Without what keeps long trainings on many labels from learning them by heart: short ones only learn less. */
    @Override
    public Classification fewLabels() {
        return classification()
                .labels(0.08)
                .layerDecay(0.75)
                .cropScale(0.3)
                .randAugment(0)
                .erasing(0)
                .mixup(0)
                .cutmix(0)
                .batch(50)
                .learningRate(1e-3)
                .warmupEpochs(4)
                .epochs(40);
    }

    /** Few labels: with all of them, two cores cannot train long enough for pretraining to show. */
    @Override
    public Classification fineTuned() {
        return fewLabels();
    }

    /** After 150 steps the largest classes alone are found, and one pretraining is like another. */
    @Override
    public Segmentation segmented() {
        return segmentation().preset("tiny").crop(32).stride(21).steps(900);
    }

    @Override
    public SegmentationFolder maps() {
        return segmentationFolder("data/segmentation").reduceZeroLabel();
    }

    @Override
    public Detection detected() {
        return detection().preset("tiny");
    }

    @Override
    public Coco objects() {
        return coco("data/detection");
    }

    @Override
    public Video video() {
        return Components.video().preset("tiny").flip(false);
    }

    @Override
    public Clips clips() {
        return Components.clips("data/video");
    }

    @Override
    public Robustness attacked() {
        return robustness(fineTuned()).preset("tiny");
    }

    @Override
    public long[] seeds() {
        return new long[] {0, 1, 2};
    }
}
