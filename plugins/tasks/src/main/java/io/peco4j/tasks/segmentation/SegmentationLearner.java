package io.peco4j.tasks.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.image.MeanPadding;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.segmentation.PixelCrossEntropy;
import io.peco4j.nn.segmentation.Segmenter;
import java.util.List;
import java.util.Map;

/**
 * Trains a segmenter by the cross entropies of both heads.
 *
 * <p>Metrics: {@code main} and {@code auxiliary}, the two losses, the second before its weight; {@code accuracy}, the
 * share of all pixels whose likeliest class is theirs, those that do not count among the others.
 */
final class SegmentationLearner extends OneObjectiveLearner {
    private final SegmentationOptions options;
    private final Segmenter segmenter;
    private final int classes;
    private final PixelCrossEntropy entropy;

    SegmentationLearner(
            SegmentationOptions options, Segmenter segmenter, List<ParameterGroup> groups, int classes) {
        super("segmentation", options.recipe(), groups);
        this.options = options;
        this.segmenter = segmenter;
        this.classes = classes;
        this.entropy = new PixelCrossEntropy(
                classes > ClassMap.IGNORE_BYTE ? ClassMap.IGNORE_SHORT : ClassMap.IGNORE_BYTE,
                options.classWeights().orElse(List.of()));
    }

    Segmenter segmenter() {
        return segmenter;
    }

    @Override
    public Preparation preparation() {
        return options.views().preparation();
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray labels = batch.get(Sample.CLASSES);
        NDArray images = MeanPadding.fill(batch.get(Sample.IMAGE), batch.get(TrainingViews.COVERED));
        try (Segmenter.Logits logits = segmenter.learning(images)) {
            NDArray main = entropy.loss(logits.main(), labels);
            NDArray auxiliary = entropy.loss(logits.auxiliary(), labels);
            NDArray accuracy = PixelCrossEntropy.accuracy(logits.main(), labels);
            return Loss.of(main.add(
                            Affine.scaled(auxiliary, options.heads().auxiliaryWeight())))
                    .with("main", main)
                    .with("auxiliary", auxiliary)
                    .with("accuracy", Affine.scaled(accuracy, 0.01));
        }
    }

    @Override
    public Map<String, NDArray> state() {
        return segmenter.state();
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * segmenter.flops(window());
    }

    @Override
    public double activationBytesPerExample() {
        long pixels = (long) options.views().crop() * options.views().crop();
        return segmenter.activationBytes(window()) + 2 * PixelCrossEntropy.activationBytes(classes, pixels);
    }

    private PictureSize window() {
        return PictureSize.square(options.views().crop());
    }
}
