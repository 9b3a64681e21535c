package com.acme.fsq;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains encoder and decoder to reconstruct: mean absolute error, and nothing for the grid, which is fixed. */
final class FsqLearner implements Learner, Objective {
    private static final double SMALLEST_CROP = 0.2;

    /** A backward pass costs about two forward ones. */
    private static final int PASSES = 3;

    private final FsqOptions options;
    private final FsqNetwork network;

    FsqLearner(FsqOptions options, FsqNetwork network) {
        this.options = options;
        this.network = network;
    }

    @Override
    public List<Objective> objectives() {
        return List.of(this);
    }

    @Override
    public Preparation preparation() {
        ImageTransform view =
                new RandomResizedCrop(options.image(), SMALLEST_CROP, 1, Filter.BICUBIC).then(new HorizontalFlip(0.5));
        return (example, random) -> Sample.of(Sample.IMAGE, view.apply(example.image(), random));
    }

    @Override
    public Recipe recipe() {
        return options.recipe();
    }

    @Override
    public String name() {
        return "fsq";
    }

    @Override
    public List<ParameterGroup> groups() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        Map<String, NDArray> others = new LinkedHashMap<>();
        network.state()
                .forEach((name, array) -> (array.getShape().dimension() > 1 ? weights : others).put(name, array));
        return List.of(
                new ParameterGroup("weights", weights, 1, true),
                new ParameterGroup("biases and norms", others, 1, false));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(Sample.IMAGE);
        NDArray reconstructed = network.decode(network.encode(images, true), true);
        NDArray error = reconstructed.sub(images);
        return Loss.of(error.abs().mean()).with("mse", error.square().mean());
    }

    @Override
    public Map<String, NDArray> state() {
        return network.state();
    }

    @Override
    public double flopsPerExample() {
        return PASSES * network.flops();
    }
}
