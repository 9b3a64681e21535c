package io.peco4j.tasks.classification;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.nn.image.RandAugment;
import io.peco4j.nn.image.RandomErasing;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.loss.Mixing;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.VitClassifier;
import java.util.Map;

/** Trains an encoder and a head on labelled pictures. */
final class FineTuning extends OneObjectiveLearner {
    /** RandAugment as the recipe writes it: two operations a picture, the magnitude varying by 0.5. */
    private static final int OPERATIONS = 2;

    private static final double MAGNITUDE_DEVIATION = 0.5;

    private final ClassificationTask.Options options;
    private final VitClassifier model;
    private final Mixing mixing;
    private final int classes;

    FineTuning(ClassificationTask.Options options, VitClassifier model, int classes) {
        super(
                "classification",
                options.recipe(),
                new LayerDecay(model.encoder(), options.layerDecay()).groups(model.trainable()));
        this.options = options;
        this.model = model;
        this.mixing = new Mixing(options.mixup(), options.cutmix(), 1, 0.5);
        this.classes = classes;
    }

    /** What is trained. */
    VitClassifier model() {
        return model;
    }

    @Override
    public Preparation preparation() {
        ImageTransform view = new RandomResizedCrop(model.imageSize(), options.cropScale(), 1, Filter.BICUBIC)
                .then(new HorizontalFlip(0.5));
        if (options.randAugment() > 0) {
            view = view.then(new RandAugment(OPERATIONS, options.randAugment(), MAGNITUDE_DEVIATION));
        }
        ImageTransform whole = view.then(new RandomErasing(options.erasing()));
        return (example, random) -> LabelledPictures.sample(example, whole.apply(example.image(), random));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray labels = batch.get(Sample.LABEL);
        PictureSize size = model.imageSize();
        Mix mix = mixing.draw(step.random(), size.height(), size.width());
        NDArray logits = model.logits(mix.images(batch.get(Sample.IMAGE)), true);
        NDArray targets = mix.targets(labels, classes, options.labelSmoothing());
        return Loss.of(Losses.softCrossEntropy(logits, targets))
                .with("accuracy", Affine.scaled(Losses.hits(logits, labels), 1.0 / batch.size()));
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage();
    }

    @Override
    public double activationBytesPerExample() {
        return model.activationBytesPerImage() + Losses.activationBytes(classes);
    }
}
