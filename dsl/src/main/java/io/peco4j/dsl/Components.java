package io.peco4j.dsl;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Other;
import io.peco4j.dsl.builder.Written;
import io.peco4j.dsl.bundled.Adversarial;
import io.peco4j.dsl.bundled.Beit;
import io.peco4j.dsl.bundled.BootMae;
import io.peco4j.dsl.bundled.Classification;
import io.peco4j.dsl.bundled.Clips;
import io.peco4j.dsl.bundled.Coco;
import io.peco4j.dsl.bundled.CodewordClassification;
import io.peco4j.dsl.bundled.CodewordContrast;
import io.peco4j.dsl.bundled.CodewordProbe;
import io.peco4j.dsl.bundled.ConvolutionalBackbone;
import io.peco4j.dsl.bundled.Dalle;
import io.peco4j.dsl.bundled.Detection;
import io.peco4j.dsl.bundled.Dino;
import io.peco4j.dsl.bundled.HumanAgreement;
import io.peco4j.dsl.bundled.ImageFolder;
import io.peco4j.dsl.bundled.Invariance;
import io.peco4j.dsl.bundled.Knn;
import io.peco4j.dsl.bundled.LinearProbe;
import io.peco4j.dsl.bundled.Mae;
import io.peco4j.dsl.bundled.MaeTokens;
import io.peco4j.dsl.bundled.Mask;
import io.peco4j.dsl.bundled.MocoV3;
import io.peco4j.dsl.bundled.MocoV3Vit;
import io.peco4j.dsl.bundled.Perceptual;
import io.peco4j.dsl.bundled.Pixel;
import io.peco4j.dsl.bundled.Reconstruction;
import io.peco4j.dsl.bundled.Robustness;
import io.peco4j.dsl.bundled.Scenes;
import io.peco4j.dsl.bundled.Segmentation;
import io.peco4j.dsl.bundled.SegmentationFolder;
import io.peco4j.dsl.bundled.SqueezeNet;
import io.peco4j.dsl.bundled.Supervised;
import io.peco4j.dsl.bundled.Video;
import io.peco4j.dsl.bundled.Vit;
import io.peco4j.dsl.bundled.Vqvae;
import java.util.Map;

/**
 * The vocabulary of a study: a method for each bundled component, and one for each kind that takes the id of any other.
 *
 * <p>Import them statically. Options that are not set have the component's defaults.
 *
 * <pre>{@code
 * Study.named("perceptual-vs-pixel")
 *     .data(imageFolder("data/photos"))
 *     .encoder(vit("tiny").patch(8).image(64))
 *     .tokenizer("pixel", vqvae().codebook(512, 64))
 *     .tokenizer("perceptual", vqvae().codebook(512, 64).perceptual(mocoV3Vit().layers(3, 6, 9, 12), 1.0))
 *     .tokenizer("acme", tokenizer("acme.fsq").set("levels", List.of(8, 8, 8)))
 *     .pretraining(beit().mask(blockwise(0.4)).epochs(20))
 *     .task(linearProbe())
 *     .seeds(0, 1, 2)
 *     .build();
 * }</pre>
 */
public final class Components {
    private Components() {}

    /** Pictures in folders, one per class; a relative path is resolved against the current folder. */
    public static ImageFolder imageFolder(String path) {
        return new ImageFolder(Written.component(Dataset.class, "image-folder")).set("path", path);
    }

    /** Pictures and maps with a class for every pixel; a relative path is resolved against the current folder. */
    public static SegmentationFolder segmentationFolder(String path) {
        return new SegmentationFolder(Written.component(Dataset.class, "segmentation-folder")).set("path", path);
    }

    /**
     * Video clips with a class each, from lists or class folders; a relative path is resolved against the current
     * folder.
     *
     * <pre>{@code
     * .data(clips("kinetics"))                                        // train/CLASS/*.mp4 and val/CLASS/*.mp4
     * .task("video", video(), clips("ssv2").train("train.csv").val("validation.csv"))
     * }</pre>
     */
    public static Clips clips(String path) {
        return new Clips(Written.component(Dataset.class, "clips")).set("path", path);
    }

    /** Generated pictures of simple objects; nothing is read or downloaded. */
    public static Scenes scenes() {
        return new Scenes(Written.component(Dataset.class, "scenes"));
    }

    /**
     * Pictures with boxes and masks of objects: a folder with {@code annotations/instances_train2017.json}, the folder
     * {@code train2017}, and the same for {@code val2017}. What is left out is counted in the plan.
     *
     * <pre>{@code
     * .data(coco("data/coco"))
     * .data(coco("labels/train.json", "photos").val("labels/val.json", "photos").limit(1000))
     * }</pre>
     */
    public static Coco coco(String path) {
        return new Coco(Written.component(Dataset.class, "coco")).set("path", path);
    }

    /** The same from a file of annotations for training and the folder of the pictures that it lists. */
    public static Coco coco(String annotations, String images) {
        return new Coco(Written.component(Dataset.class, "coco"))
                .set("train", annotations)
                .set("train-images", images);
    }

    /** Any other data set. */
    public static Other<Dataset> dataset(String id) {
        return new Other<>(Written.component(Dataset.class, id));
    }

    /** A vision transformer: {@code tiny}, {@code small}, {@code base}, {@code large} or {@code huge}. */
    public static Vit vit(String size) {
        return new Vit(Written.component(VisionEncoder.class, "vit")).size(size);
    }

    /** Any other encoder. */
    public static Other<VisionEncoder> encoder(String id) {
        return new Other<>(Written.component(VisionEncoder.class, id));
    }

    /** A vector-quantised autoencoder. */
    public static Vqvae vqvae() {
        return new Vqvae(Written.component(Tokenizer.class, "vqvae"));
    }

    /** DALL-E's discrete variational autoencoder. */
    public static Dalle dalle() {
        return new Dalle(Written.component(Tokenizer.class, "dalle"));
    }

    /** Any other tokenizer. */
    public static Other<Tokenizer> tokenizer(String id) {
        return new Other<>(Written.component(Tokenizer.class, id));
    }

    /** Distance of pixels. */
    public static Pixel pixel() {
        return Pixel.of();
    }

    /** Distance of a backbone's features. */
    public static Perceptual perceptual(Describes<PerceptualBackbone> backbone, double weight) {
        return Perceptual.of(backbone, weight);
    }

    /** The verdict of a patch discriminator on reconstructions. */
    public static Adversarial adversarial(double weight) {
        return Adversarial.of(weight);
    }

    /** A linear classifier of mean codewords, which needs labels. */
    public static CodewordClassification codewordClassification(double weight) {
        return new CodewordClassification(Written.component(CodebookObjective.class, "classification")).weight(weight);
    }

    /** Contrast of the mean codewords of two views. */
    public static CodewordContrast codewordContrast(double weight) {
        return new CodewordContrast(Written.component(CodebookObjective.class, "contrastive")).weight(weight);
    }

    /** Any other objective of a codebook. */
    public static Other<CodebookObjective> objective(String id) {
        return new Other<>(Written.component(CodebookObjective.class, id));
    }

    /** A vision transformer trained by contrast; on the study's own pictures, unless it is given a weight file. */
    public static MocoV3Vit mocoV3Vit() {
        return new MocoV3Vit(Written.component(PerceptualBackbone.class, "mocov3-vit"));
    }

    /** A small convolutional network with the weights of a file. */
    public static SqueezeNet squeezeNet(String weights) {
        return new SqueezeNet(Written.component(PerceptualBackbone.class, "squeezenet")).set("weights", weights);
    }

    /** The stages of ResNet-50; trained on the study's own pictures, unless it is given a weight file. */
    public static ConvolutionalBackbone resNet50() {
        return new ConvolutionalBackbone(Written.component(PerceptualBackbone.class, "resnet50"));
    }

    /** The stages of VGG-16; trained on the study's own pictures, unless it is given a weight file. */
    public static ConvolutionalBackbone vgg16() {
        return new ConvolutionalBackbone(Written.component(PerceptualBackbone.class, "vgg16"));
    }

    /** Any other perceptual backbone. */
    public static Other<PerceptualBackbone> backbone(String id) {
        return new Other<>(Written.component(PerceptualBackbone.class, id));
    }

    /** Prediction of the tokens of hidden patches. */
    public static Beit beit() {
        return new Beit(Written.component(PretrainingFramework.class, "beit"));
    }

    /** Prediction of the pixels of hidden patches by an encoder that sees the others alone (MAE). */
    public static Mae mae() {
        return new Mae(Written.component(PretrainingFramework.class, "mae"));
    }

    /** Prediction of the tokens of hidden patches by an encoder that sees the others alone (PeCo on MAE). */
    public static MaeTokens maeTokens() {
        return new MaeTokens(Written.component(PretrainingFramework.class, "mae-tokens"));
    }

    /** Prediction of the pixels of hidden patches, and of the features that a momentum teacher has of them. */
    public static BootMae bootmae() {
        return new BootMae(Written.component(PretrainingFramework.class, "bootmae"));
    }

    /** Contrast of two views without labels; also how backbones are trained. */
    public static MocoV3 mocoV3() {
        return new MocoV3(Written.component(PretrainingFramework.class, "moco-v3"));
    }

    /** Agreement of large and small crops of a picture with a momentum teacher, without labels. */
    public static Dino dino() {
        return new Dino(Written.component(PretrainingFramework.class, "dino"));
    }

    /**
     * Training from scratch on the classes of the data: what a comparison has above its pretrainings without labels.
     *
     * <pre>{@code
     * .pretraining("none", noPretraining())                      // the control: the encoder as it was drawn
     * .pretraining("beit", beit().mask(blockwise(0.4)))
     * .pretraining("supervised", supervised().epochs(300))
     * }</pre>
     */
    public static Supervised supervised() {
        return new Supervised(Written.component(PretrainingFramework.class, "supervised"));
    }

    /**
     * No pretraining: the control of a comparison. The encoder stays as it was drawn, so that what tasks score on it is
     * what they achieve without pretraining. Its encoder does not start from a weight file. See {@link #supervised()}.
     */
    public static Other<PretrainingFramework> noPretraining() {
        return new Other<>(Written.component(PretrainingFramework.class, "none"));
    }

    /** Any other pretraining framework. */
    public static Other<PretrainingFramework> pretraining(String id) {
        return new Other<>(Written.component(PretrainingFramework.class, id));
    }

    /** Hides rectangular blocks of patches until the fraction given, from 0 to 1, is hidden (BEiT). */
    public static Mask blockwise(double ratio) {
        return new Mask(Map.of("pattern", "blocks", "ratio", ratio));
    }

    /** Hides that share of the patches, each for itself: the masks of MAE and SimMIM. */
    public static Mask randomPatches(double ratio) {
        return new Mask(Map.of("pattern", "random", "ratio", ratio));
    }

    /** A linear classifier on frozen features of the encoder. */
    public static LinearProbe linearProbe() {
        return new LinearProbe(Written.component(DownstreamTask.class, "linear-probe"));
    }

    /** The classes of the nearest training pictures, by frozen features of the encoder. */
    public static Knn knn() {
        return new Knn(Written.component(DownstreamTask.class, "knn"));
    }

    /** A linear classifier on the codewords of a tokenizer. */
    public static CodewordProbe codewordProbe() {
        return new CodewordProbe(Written.component(DownstreamTask.class, "codeword-probe"));
    }

    /** Fine-tuning on the classes of the data. */
    public static Classification classification() {
        return new Classification(Written.component(DownstreamTask.class, "classification"));
    }

    /**
     * Objects with boxes and masks, found by Mask R-CNN on the encoder. The data give objects.
     *
     * <pre>{@code
     * .task("objects", detection(), coco("data/coco"))
     * }</pre>
     */
    public static Detection detection() {
        return new Detection(Written.component(DownstreamTask.class, "detection"));
    }

    /**
     * The accuracy of another task's classifier on pictures that are changed for it to be wrong. The other task is
     * trained once, also where it is a task of the study itself.
     *
     * <pre>{@code
     * .task(classification().epochs(20))
     * .task(robustness(classification().epochs(20)).attacks("bim", "mi-fgsm").epsilons(2, 4, 8))
     * }</pre>
     */
    public static Robustness robustness(Describes<DownstreamTask> classifier) {
        return new Robustness(Written.component(DownstreamTask.class, "robustness")).set("classifier", classifier);
    }

    /** Fine-tuning on the class of every pixel, by UPerNet. */
    public static Segmentation segmentation() {
        return new Segmentation(Written.component(DownstreamTask.class, "segmentation"));
    }

    /**
     * Fine-tuning on the classes of clips: a TimeSformer that starts from the encoder.
     *
     * <pre>{@code
     * .task("video", video().preset("tiny").flip(false), clips("weizmann"))
     * }</pre>
     */
    public static Video video() {
        return new Video(Written.component(DownstreamTask.class, "video"));
    }

    /** Whether tokens agree with people on triplets: a folder as BAPPS has it, or a CSV file of votes. */
    public static HumanAgreement humanAgreement(String triplets) {
        return new HumanAgreement(Written.component(DownstreamTask.class, "human-agreement")).set("triplets", triplets);
    }

    /** What tokens keep of pictures, and at which rate. */
    public static Reconstruction reconstruction() {
        return new Reconstruction(Written.component(DownstreamTask.class, "reconstruction"));
    }

    /** How steady tokens are where pictures hardly change. */
    public static Invariance invariance() {
        return new Invariance(Written.component(DownstreamTask.class, "invariance"));
    }

    /** Any other downstream task. */
    public static Other<DownstreamTask> task(String id) {
        return new Other<>(Written.component(DownstreamTask.class, id));
    }
}
