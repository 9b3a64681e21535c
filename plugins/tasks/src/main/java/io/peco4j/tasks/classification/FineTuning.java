package io.peco4j.tasks.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandAugment;
import io.peco4j.nn.image.RandomErasing;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.loss.Mixing;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.tasks.LabelledPictures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains an encoder and a head on labelled pictures. */
final class FineTuning implements Learner, Objective {
    /** RandAugment as the recipe writes it: two operations a picture, the magnitude varying by 0.5. */
    private static final int OPERATIONS = 2;

    private static final double MAGNITUDE_DEVIATION = 0.5;
    private static final int FORWARD_AND_BACKWARD = 3;

    private final Classification.Options options;
    private final VisionEncoder encoder;
    private final ClassificationHead head;
    private final Mixing mixing;
    private final int classes;
    private final List<ParameterGroup> groups;

    FineTuning(Classification.Options options, VisionEncoder encoder, ClassificationHead head, int classes) {
        this.options = options;
        this.encoder = encoder;
        this.head = head;
        this.mixing = new Mixing(options.mixup(), options.cutmix(), 1, 0.5);
        this.classes = classes;
        Map<String, NDArray> trainable = new LinkedHashMap<>(encoder.trainable());
        // The mean of the last block's tokens goes to the head: no gradient reaches the encoder's own final norm.
        trainable.keySet().removeIf(name -> name.startsWith("norm."));
        trainable.putAll(Parameters.trainable(head));
        this.groups = new LayerDecay(encoder, options.layerDecay()).groups(trainable);
    }

    /** (B, classes), of pictures (B, 3, S, S). */
    NDArray logits(NDArray images, boolean training) {
        NDArray tokens =
                encoder.features(images, List.of(encoder.depth()), training).get(0);
        return head.forward(tokens, training);
    }

    @Override
    public String name() {
        return "classification";
    }

    @Override
    public List<Objective> objectives() {
        return List.of(this);
    }

    @Override
    public List<ParameterGroup> groups() {
        return groups;
    }

    @Override
    public Recipe recipe() {
        return options.recipe();
    }

    @Override
    public Preparation preparation() {
        ImageTransform view = new RandomResizedCrop(encoder.imageSize(), options.cropScale(), 1, Filter.BICUBIC)
                .then(new HorizontalFlip(0.5));
        if (options.randAugment() > 0) {
            view = view.then(new RandAugment(OPERATIONS, options.randAugment(), MAGNITUDE_DEVIATION));
        }
        ImageTransform whole = view.then(new RandomErasing(options.erasing()));
        return (example, random) -> LabelledPictures.sample(example, whole.apply(example.image(), random));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray labels = batch.get("label");
        int side = encoder.imageSize();
        Mix mix = mixing.draw(step.random(), side, side);
        NDArray logits = logits(mix.images(batch.get("image")), true);
        NDArray targets = mix.targets(labels, classes, options.labelSmoothing());
        return Loss.of(Losses.softCrossEntropy(logits, targets))
                .with("accuracy", Losses.hits(logits, labels).div(batch.size()));
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(encoder.state());
        state.putAll(Parameters.state(head));
        return state;
    }

    @Override
    public double flopsPerExample() {
        Shape tokens = new Shape(1, 1 + (long) encoder.grid() * encoder.grid(), encoder.width());
        return FORWARD_AND_BACKWARD * (encoder.flopsPerImage() + head.flops(tokens));
    }
}
