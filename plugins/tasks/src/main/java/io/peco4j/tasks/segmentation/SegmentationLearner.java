package io.peco4j.tasks.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.image.MeanPadding;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.segmentation.PixelCrossEntropy;
import io.peco4j.nn.segmentation.Segmenter;
import io.peco4j.nn.segmentation.SegmenterLoss;
import java.util.List;
import java.util.Map;

/**
 * Trains a segmenter by the cross entropies of both heads.
 *
 * <p>Metrics: {@code main} and {@code auxiliary}, the two terms of the loss; {@code accuracy}, the share of pixels whose
 * likeliest class is theirs, of all, also those that do not count.
 */
final class SegmentationLearner extends OneObjectiveLearner {
    private final SegmentationOptions options;
    private final Segmenter segmenter;
    private final int classes;
    private final SegmenterLoss loss;

    SegmentationLearner(SegmentationOptions options, Segmenter segmenter, List<ParameterGroup> groups, int classes) {
        super("segmentation", options.recipe(), groups);
        this.options = options;
        this.segmenter = segmenter;
        this.classes = classes;
        PixelCrossEntropy entropy = new PixelCrossEntropy(
                classes > ClassMap.IGNORE_BYTE ? ClassMap.IGNORE_SHORT : ClassMap.IGNORE_BYTE,
                options.classWeights().orElse(List.of()));
        this.loss = new SegmenterLoss(entropy, options.heads().auxiliaryWeight());
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
            SegmenterLoss.Terms terms = loss.of(logits, labels);
            NDArray accuracy = PixelCrossEntropy.accuracy(logits.main(), labels);
            return Loss.of(terms.total())
                    .with("main", terms.main())
                    .with("auxiliary", terms.auxiliary())
                    .with("accuracy", Affine.scaled(accuracy, 0.01));
        }
    }

    @Override
    public PassState passState() {
        return segmenter.passState();
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
