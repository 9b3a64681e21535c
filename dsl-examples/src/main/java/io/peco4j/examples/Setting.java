package io.peco4j.examples;

import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;
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
 * What the studies of the paper's tables have in common: pictures, networks and recipes. As the studies of a setting
 * agree in these, run into one folder they share what they train.
 */
public sealed interface Setting permits Tiny, Paper {
    /** What follows the names of studies. */
    String suffix();

    /** The pictures. */
    ImageFolder data();

    /** The transformer that is pretrained. */
    Vit encoder();

    /** The tokenizer that the tables vary; trained on pixels. */
    Vqvae tokenizer();

    /** The network whose features the perceptual objective compares, where a table does not vary it. */
    Describes<PerceptualBackbone> features();

    /** A transformer that was trained by contrast. */
    MocoV3Vit transformer();

    /** A residual network that was trained by contrast. */
    ConvolutionalBackbone residual();

    /** A convolutional network that was trained with labels. */
    Describes<PerceptualBackbone> supervised();

    /** The discriminator beside the perceptual objective. */
    Adversarial discriminator();

    /** The tokenizer of DALL-E and BEiT. */
    Dalle dvae();

    /** What is left of pictures in reconstructions. */
    Reconstruction fidelity();

    /** What the tokens are for. */
    Beit pretraining();

    /** The same in tables that compare ways to pretrain, where all of them see the pictures as often. */
    Beit tokens();

    /** Autoencoding of tokens in place of pixels: PeCo on MAE. */
    MaeTokens autoencodedTokens();

    /** Autoencoding of pixels. */
    Mae autoencoding();

    /** Autoencoding of pixels and of a teacher's features. */
    BootMae bootstrapping();

    /** Contrast of views. */
    MocoV3 contrast();

    /** Distillation of views from a teacher. */
    Dino distillation();

    /** Training with labels, which no pretraining without them has. */
    Supervised labels();

    /** Fine-tuning on few of the labels. */
    Classification fewLabels();

    /** Fine-tuning, by which the paper judges ways to pretrain. */
    Classification fineTuned();

    /** Fine-tuning on the class of every pixel. */
    Segmentation segmented();

    /** Pictures for it. */
    SegmentationFolder maps();

    /** Fine-tuning on objects with boxes and masks. */
    Detection detected();

    /** Pictures for it. */
    Coco objects();

    /** Fine-tuning on actions. */
    Video video();

    /** Clips for it. */
    Clips clips();

    /** How well what was fine-tuned withstands attacks. */
    Robustness attacked();

    /** The study's name of the task that judges pretrained encoders. */
    default String judge() {
        return fineTuned().component().id().name();
    }

    /** What the paper measures transfer by. */
    default String fineTuning() {
        return "top-1 of ViT-B fine-tuned on ImageNet-1K, %";
    }

    /** The seeds of each study. */
    long[] seeds();

    /** The tokenizer with the perceptual objective, at the paper's weight. */
    default Vqvae perceptual() {
        return perceptual(1);
    }

    /** The tokenizer with the perceptual objective; weight 0 leaves it out. */
    default Vqvae perceptual(double lambda) {
        return lambda == 0 ? tokenizer() : tokenizer().perceptual(features(), lambda);
    }

    /** Begins a study that judges tokenizers. */
    default StudyBuilder study(String name) {
        return Study.named(name + suffix()).data(data()).encoder(encoder()).seeds(seeds());
    }

    /** Begins a study that pretrains the encoder on tokens, and judges what comes of that beside no pretraining. */
    default StudyBuilder pretraining(String name) {
        return study(name)
                .pretraining("none", noPretraining())
                .pretraining("beit", pretraining())
                .task(fineTuned());
    }
}
