package io.peco4j.examples;

import static io.peco4j.dsl.Components.adversarial;
import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.blockwise;
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
import static io.peco4j.dsl.Components.reconstruction;
import static io.peco4j.dsl.Components.resNet50;
import static io.peco4j.dsl.Components.robustness;
import static io.peco4j.dsl.Components.segmentation;
import static io.peco4j.dsl.Components.segmentationFolder;
import static io.peco4j.dsl.Components.vgg16;
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
 * ImageNet at 224 pixels as in the paper: a ViT-B is pretrained for 300 epochs on the tokens of a tokenizer of 100
 * epochs, and fine-tuned. Features come from the ViT-B that MoCo v3 published. What the paper leaves open is shown by
 * {@code plugins describe}.
 *
 * <p>The environment variable {@code PECO4J_WEIGHTS} names the folder of the weight files, by default {@code weights}.
 * They have the names under which they were published.
 *
 * <p>The encoder's drop path is that of fine-tuning. Where a recipe has another one, its pretraining or task says so.
 */
public record Paper() implements Setting {
    private static String weights(String file) {
        return WeightFiles.file("weights", file);
    }

    private static Vit base() {
        return vit("base").patch(16).image(224);
    }

    @Override
    public String suffix() {
        return "-paper";
    }

    @Override
    public ImageFolder data() {
        return imageFolder("data/imagenet");
    }

    @Override
    public Vit encoder() {
        return base().dropPath(0.1);
    }

    @Override
    public Vqvae tokenizer() {
        return vqvae().preset("paper");
    }

    @Override
    public Describes<PerceptualBackbone> features() {
        return transformer();
    }

    @Override
    public MocoV3Vit transformer() {
        return mocoV3Vit()
                .encoder(base().positions("sin-cos-moco"))
                .layers(3, 6, 9, 12)
                .weights(weights("vit-b-300ep.pth.tar"));
    }

    @Override
    public ConvolutionalBackbone residual() {
        return resNet50().weights(weights("r-50-100ep.pth.tar"));
    }

    @Override
    public Describes<PerceptualBackbone> supervised() {
        return vgg16().weights(weights("vgg16-397923af.pth"));
    }

    @Override
    public Adversarial discriminator() {
        return adversarial(0.4);
    }

    @Override
    public Dalle dvae() {
        return dalle().image(112).weights(weights("encoder.pkl"), weights("decoder.pkl"));
    }

    @Override
    public Reconstruction fidelity() {
        return reconstruction();
    }

    @Override
    public Beit pretraining() {
        return beit().mask(blockwise(0.4).minPatches(16))
                .batch(2048)
                .learningRate(1.5e-3)
                .warmupEpochs(10)
                .epochs(300)
                .encoder("drop-path", 0.1);
    }

    @Override
    public Beit tokens() {
        return pretraining().epochs(800);
    }

    @Override
    public MaeTokens autoencodedTokens() {
        return maeTokens().encoder("drop-path", 0.0);
    }

    @Override
    public Mae autoencoding() {
        return mae().encoder("drop-path", 0.0);
    }

    /** The encoder's positions are learned here, the original's fixed. */
    @Override
    public BootMae bootstrapping() {
        return bootmae().visiblePositions().encoder("drop-path", 0.0);
    }

    @Override
    public MocoV3 contrast() {
        return mocoV3().encoder("drop-path", 0.0);
    }

    @Override
    public Dino distillation() {
        return dino().encoder("drop-path", 0.1);
    }

    @Override
    public Supervised labels() {
        return Components.supervised();
    }

    @Override
    public Classification fewLabels() {
        return classification().labels(0.1);
    }

    @Override
    public Classification fineTuned() {
        return classification();
    }

    @Override
    public Segmentation segmented() {
        return segmentation().encoder("drop-path", 0.2);
    }

    @Override
    public SegmentationFolder maps() {
        return segmentationFolder("data/ADEChallengeData2016").reduceZeroLabel();
    }

    @Override
    public Detection detected() {
        return detection().encoder("drop-path", 0.1);
    }

    @Override
    public Coco objects() {
        return coco("data/coco");
    }

    @Override
    public Video video() {
        return Components.video();
    }

    @Override
    public Clips clips() {
        return Components.clips("data/kinetics400");
    }

    @Override
    public Robustness attacked() {
        return robustness(fineTuned());
    }

    @Override
    public long[] seeds() {
        return new long[] {0};
    }
}
