package io.peco4j.tasks.classification;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.image.EvaluationView;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.nn.learn.Augmentation;
import io.peco4j.nn.learn.ClassifierLearner;
import io.peco4j.nn.vit.ClassifierHead;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.Pooling;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.tasks.FittingEncoder;
import io.peco4j.tasks.Hits;
import io.peco4j.tasks.LabelShare;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Fine-tunes an encoder end to end and scores its classification of the validation split: the paper's main measure
 * (table 1). The defaults are its recipe for ViT-B on ImageNet-1K.
 */
@Reads(Example.Labelled.class)
public final class ClassificationTask implements DownstreamTask {
    private final Options options;
    private final ClassifierLearner learner;
    private final int classes;

    /** What a study may say about this task. */
    public record Options(
            @Describe("side of the pictures that it is fine-tuned and scored on, in pixels; absent: the encoder's")
            @Range(min = 8, max = 2048)
            Optional<Integer> image,

            @Describe("factor of the learning rate from each layer to the one before it")
            @Default("0.65")
            @Range(min = 0.01, max = 1)
            double layerDecay,

            @Describe("share of the training labels that it learns from, of each class alike and at least one picture,"
                    + " drawn by the seed; 1: all")
            @Default("1")
            @Range(min = 1e-6, max = 1)
            double labels,

            @Flat Augmentation augmentation,

            @Describe("share of the short side that the view spans in scoring")
            @Default("0.875")
            @Range(min = 0.1, max = 1)
            double crop,

            @Flat
            @Describe("how it trains")
            @Default("epochs = 100, batch = 1024, learning-rate = 4e-3, min-learning-rate = 1e-6, warmup-epochs = 20,"
                    + " weight-decay = 0.05")
            Recipe recipe) {}

    @Inject
    ClassificationTask(Options options, VisionEncoder pretrained, Dataset dataset, NetworkContext context) {
        LabelledPictures.require(dataset, "classification");
        this.options = options;
        this.classes = dataset.classes().size();
        VisionEncoder encoder = options.image()
                .map(side -> resized(pretrained, PictureSize.square(side), context))
                .orElse(pretrained);
        ClassifierHead head = new ClassifierHead(context, Pooling.MEAN, encoder.width(), classes);
        VitClassifier model = new VitClassifier(encoder, head);
        this.learner = new FineTuning(
                options,
                model,
                new LayerDecay(encoder, options.layerDecay()).groups(model.trainable()),
                LabelShare.drawn(options.labels(), context));
    }

    /** An encoder of its own for larger pictures, as ViT-H is fine-tuned at 448 pixels. */
    private static VisionEncoder resized(VisionEncoder encoder, PictureSize size, NetworkContext context) {
        if (!size.isMultipleOf(encoder.patchSize())) {
            int nearest = Math.max(1, Math.round((float) size.height() / encoder.patchSize())) * encoder.patchSize();
            throw new InvalidInputException(new Problem(
                    "PECO-128",
                    "image = " + size.height() + " is not a multiple of the encoder's patches of " + encoder.patchSize()
                            + " pixels",
                    "classification: image",
                    "image = " + nearest));
        }
        return FittingEncoder.at(
                size,
                encoder,
                context,
                "PECO-128",
                "classification: image",
                "leave image out: pictures of " + encoder.imageSize());
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public Optional<ImageClassifier> classifier() {
        return Optional.of(learner.model());
    }

    @Override
    public double scoringFlops(Dataset dataset) {
        return dataset.split(Dataset.VALIDATION).size() * learner.model().flopsPerImage();
    }

    @Override
    public Findings findings(Examples examples) {
        Hits hits = new Hits();
        examples.forEach(
                Dataset.VALIDATION,
                Math.min(options.recipe().batch(), 64),
                new EvaluationView(learner.model().imageSize(), options.crop()),
                batch -> hits.count(
                        learner.model().logits(batch.get(Sample.IMAGE), false).toFloatArray(),
                        batch.get(Sample.LABEL).toLongArray(),
                        classes));
        return new Findings(hits.scores(classes), List.of());
    }
}
