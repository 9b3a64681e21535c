package io.peco4j.nn.learn;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.vit.VitClassifier;
import java.util.List;
import java.util.Map;

/**
 * Trains an encoder and a head on labelled pictures, by the cross entropy of mixed and smoothed targets: fine-tuning,
 * and training from scratch.
 *
 * <p>Metric: {@code accuracy}, the share of rows whose likeliest class is their own label, mixed or not.
 */
public class ClassifierLearner extends OneObjectiveLearner {
    private final Augmentation augmentation;
    private final VitClassifier model;

    /**
     * A learner of a classifier.
     *
     * @param name shown in logs and errors
     * @param model what is trained
     * @param groups of its parameters
     */
    public ClassifierLearner(
            String name, Recipe recipe, Augmentation augmentation, VitClassifier model, List<ParameterGroup> groups) {
        super(name, recipe, groups);
        this.augmentation = augmentation;
        this.model = model;
    }

    /** What is trained. */
    public VitClassifier model() {
        return model;
    }

    @Override
    public Preparation preparation() {
        ImageTransform view = augmentation.view(model.imageSize());
        return (example, random) -> LabelledPictures.sample(example, view.apply(example.image(), random));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        PictureSize size = model.imageSize();
        return loss(batch, augmentation.mixing().draw(step.random(), batch.size(), size.height(), size.width()));
    }

    /** The loss of a batch that is mixed in a given way. */
    public Loss loss(Batch batch, Mix mix) {
        NDArray labels = batch.get(Sample.LABEL);
        NDArray logits = model.logits(mix.images(batch.get(Sample.IMAGE)), true);
        NDArray targets = mix.targets(labels, model.classes(), augmentation.labelSmoothing());
        return Loss.of(Losses.softCrossEntropy(logits, targets))
                .with("accuracy", Affine.scaled(Losses.hits(logits, labels), 1.0 / batch.size()));
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public double activationBytesPerExample() {
        return model.activationBytesPerImage() + Losses.activationBytes(model.classes());
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage();
    }
}
