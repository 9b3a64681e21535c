package io.peco4j.tasks.video;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.video.VideoClassifier;
import java.util.List;
import java.util.Map;

/** Trains a network on the classes of clips. Metric: {@code accuracy}, the share of rows whose first class is right. */
final class VideoLearner extends OneObjectiveLearner {
    private final VideoClassifier model;
    private final ClipViews views;

    VideoLearner(Recipe recipe, VideoClassifier model, ClipViews views, List<ParameterGroup> groups) {
        super("video", recipe, groups);
        this.model = model;
        this.views = views;
    }

    @Override
    public Preparation preparation() {
        return views::training;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray labels = batch.get(Sample.LABEL);
        NDArray logits = model.logits(batch.get(Sample.FRAMES), true);
        return Loss.of(Losses.crossEntropy(logits, labels))
                .with("accuracy", Affine.scaled(Losses.hits(logits, labels), 1.0 / batch.size()));
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public double activationBytesPerExample() {
        return model.activationBytesPerVideo() + Losses.activationBytes(model.classes());
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerVideo();
    }
}
