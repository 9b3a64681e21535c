package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;

/** Fine-tuning on the classes of the data: the task {@code classification}. */
public record Classification(Component<DownstreamTask> component)
        implements Trainable<DownstreamTask, Classification>, OnEncoder<DownstreamTask, Classification> {
    @Override
    public Classification with(Component<DownstreamTask> changed) {
        return new Classification(changed);
    }

    /** Side of the pictures that it is fine-tuned and scored on, in pixels, where it is not the encoder's. */
    public Classification image(int side) {
        return set("image", side);
    }

    /** The factor between the learning rates of a layer and of the layer above it. */
    public Classification layerDecay(double factor) {
        return set("layer-decay", factor);
    }

    /**
     * The share of the training labels that it learns from, of each class alike: {@code labels(0.1)} is the regime in
     * which pretraining shows first. The seed says which; ways to pretrain are compared on the same ones.
     */
    public Classification labels(double share) {
        return set("labels", share);
    }

    /** Smallest share of a picture's area that a random crop shows. */
    public Classification cropScale(double smallest) {
        return set("crop-scale", smallest);
    }

    /** Magnitude of random changes of colour and geometry, from 0 (off) to 10: RandAugment. */
    public Classification randAugment(double magnitude) {
        return set("rand-augment", magnitude);
    }

    /** Probability that a random rectangle is erased. */
    public Classification erasing(double probability) {
        return set("erasing", probability);
    }

    /** Strength of mixing pairs of pictures; 0: off. */
    public Classification mixup(double alpha) {
        return set("mixup", alpha);
    }

    /** Strength of pasting a part of one picture into another; 0: off. */
    public Classification cutmix(double alpha) {
        return set("cutmix", alpha);
    }

    /** Probability that is distributed over the wrong classes. */
    public Classification labelSmoothing(double amount) {
        return set("label-smoothing", amount);
    }
}
