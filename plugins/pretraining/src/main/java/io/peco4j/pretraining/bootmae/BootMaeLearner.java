package io.peco4j.pretraining.bootmae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.bootmae.BootstrapLoss;
import io.peco4j.nn.bootmae.BootstrappedAutoencoder;
import io.peco4j.nn.bootmae.FeatureWeight;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.mae.PixelLoss;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.teacher.MomentumTeacher;
import io.peco4j.nn.vit.LayerDecay;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains an encoder and two decoders to predict normalised pixels and a teacher's features of hidden patches from
 * visible ones; the teacher is a momentum copy of the encoder and sees whole pictures (Dong et al. 2022).
 *
 * <p>Metrics: {@code pixels} and {@code features}, the two losses without their weights.
 */
final class BootMaeLearner extends OneObjectiveLearner {
    private final BootMaeOptions options;
    private final BootstrappedAutoencoder model;
    private final VisionEncoder teacher;
    private final MomentumTeacher following;
    private final PatchMask mask;
    private final BootstrapLoss losses;
    private final NormalisedPatches patches;
    private final FeatureWeight weight;

    /**
     * @param teacher a twin of the model's encoder
     * @param following moves it
     */
    BootMaeLearner(
            BootMaeOptions options, BootstrappedAutoencoder model, VisionEncoder teacher, MomentumTeacher following) {
        super("bootmae", options.recipe(), new LayerDecay(model.encoder(), 1).groups(model.trainable()));
        VisionEncoder encoder = model.encoder();
        this.options = options;
        this.model = model;
        this.teacher = teacher;
        this.following = following;
        this.mask = options.mask().on(encoder.grid());
        this.losses = new BootstrapLoss(encoder.grid(), encoder.patchSize(), options.weightMask());
        this.patches = NormalisedPatches.of(losses);
        this.weight =
                new FeatureWeight(options.featureWeight(), options.recipe().length());
    }

    /**
     * Pictures as the decoder of pixels predicts them from visible patches, each patch with its own mean and deviation:
     * float32 (B, 3, H, W) around [0, 1], in evaluation mode.
     *
     * @param hidden float32 (B, N), 1 where a patch is hidden, equally often in each row
     */
    NDArray pictures(NDArray images, NDArray hidden) {
        try (BootstrappedAutoencoder.Predictions predicted = model.predict(images, VisiblePatches.of(hidden), false)) {
            return patches.pictures(predicted.pixels(), images);
        }
    }

    private int visible() {
        return mask.patches() - mask.count();
    }

    @Override
    public Preparation preparation() {
        return BootMaeView.of(options, model.encoder().imageSize(), mask);
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(BootMaeView.IMAGE);
        VisiblePatches masking = VisiblePatches.ordered(batch.get(BootMaeView.ORDER), visible());
        NDArray weights = losses.weights(masking.hidden());
        NDArray taught = BootstrappedAutoencoder.target(teacher, images);
        NDArray wanted = patches.target(images);
        try (BootstrappedAutoencoder.Predictions predicted = model.predict(images, masking, true)) {
            NDArray pixels = losses.ofPixels(predicted.pixels(), wanted, weights, masking.hidden());
            NDArray features = losses.ofFeatures(predicted.features(), taught, weights, masking.hidden());
            return Loss.of(pixels.add(Affine.scaled(features, weight.at(step))))
                    .with("pixels", pixels)
                    .with("features", features);
        }
    }

    /** Moves the teacher. */
    @Override
    public void afterStep(Step step) {
        following.follow(step);
    }

    /** Encoder and decoders under their own names, and the teacher's tensors under {@code teacher}. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(model.state());
        all.putAll(Parameters.prefixed("teacher", teacher.state()));
        return all;
    }

    /** Of the student's networks, and of both losses; the teacher keeps nothing. */
    @Override
    public double activationBytesPerExample() {
        VisionEncoder encoder = model.encoder();
        double pixels = 3.0 * encoder.imageSize().height() * encoder.imageSize().width();
        double features = (double) encoder.grid().patches() * encoder.width();
        return model.activationBytesPerImage(visible()) + PixelLoss.activationBytes(pixels + features);
    }

    /** The student's passes over what is visible, and the teacher's pass over the whole picture. */
    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage(visible()) + teacher.flopsPerImage();
    }
}
