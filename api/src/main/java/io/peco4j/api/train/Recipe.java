package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * The numbers of a training run. Components nest it, flat, in their options, with their own defaults; studies write its
 * numbers beside the component's own.
 *
 * <pre>{@code
 * public record Options(
 *         @Flat @Default("steps = 160000, batch = 16, learning-rate = 4e-4, schedule = polynomial, warmup-steps = 1500")
 *         Recipe recipe) {}
 *
 * Recipe segmentation = Recipe.adamW(RateSchedule.polynomial(4e-4, 1))
 *         .withSteps(160_000)
 *         .withBatch(16)
 *         .withWarmup(Warmup.ofSteps(1500).from(1e-6));
 * }</pre>
 *
 * @param length how long it is
 * @param batch images per optimiser step
 * @param microBatch images per forward pass; a batch is accumulated from as many passes as needed; 0: the whole batch
 * @param local steps that virtual workers take apart from each other
 * @param rate the learning rate after the warm-up
 * @param warmup how the learning rate rises at the beginning
 * @param decay the weight decay
 * @param clipping bounds of the gradient
 * @param update the optimiser and its constants
 */
public record Recipe(
        @Flat TrainingLength length,

        @Describe("images per optimiser step") @Default("128") @Range(min = 1, max = 65_536)
        int batch,

        @Describe("images per forward pass; a batch is accumulated from as many passes as needed; 0: the whole batch")
        @Default("0")
        @Range(min = 0, max = 65_536)
        int microBatch,

        @Flat LocalSteps local,
        @Flat RateSchedule rate,
        @Flat Warmup warmup,
        @Flat WeightDecay decay,
        @Flat Clipping clipping,
        @Flat OptimizerSettings update) {
    private static final int EPOCHS = 100;
    private static final int BATCH = 128;
    private static final double DECAY = 0.05;

    /** AdamW along a cosine to 0; what the other methods do not change is the default of the option of that name. */
    public static Recipe adamW(double learningRate) {
        return adamW(RateSchedule.cosine(learningRate));
    }

    /** AdamW with a schedule, and the defaults of all other options. */
    public static Recipe adamW(RateSchedule rate) {
        return new Recipe(
                TrainingLength.ofEpochs(EPOCHS),
                BATCH,
                0,
                LocalSteps.none(),
                rate,
                Warmup.ofEpochs(0),
                WeightDecay.constant(DECAY),
                Clipping.none(),
                new OptimizerSettings(Optimizer.ADAMW, 0.9, 0.999));
    }

    /** SGD with momentum 0.9 with a schedule, and the defaults of all other options. */
    public static Recipe sgd(RateSchedule rate) {
        return adamW(rate).withOptimizer(Optimizer.SGD);
    }

    /** LARS with momentum 0.9 with a schedule, and the defaults of all other options. */
    public static Recipe lars(RateSchedule rate) {
        return adamW(rate).withOptimizer(Optimizer.LARS);
    }

    /**
     * Images of a forward pass of a batch: the micro-batch, or all where it is 0 or larger; of each virtual worker's
     * share where there are any.
     */
    public int pass(int images) {
        int share = (images + local.sharers() - 1) / local.sharers();
        return microBatch == 0 ? share : Math.min(microBatch, share);
    }

    /** Images of the smallest forward pass of a batch: what full passes leave over, if anything. */
    public int smallestPass(int images) {
        int rest = images % pass(images);
        return rest == 0 ? pass(images) : rest;
    }

    /** Forward passes of a batch of so many images: its micro-batches. */
    public int passes(int images) {
        return (images + pass(images) - 1) / pass(images);
    }

    /** The same, this many passes over the training split long. */
    public Recipe withEpochs(int epochs) {
        return withLength(TrainingLength.ofEpochs(epochs));
    }

    /** The same, this many optimiser steps long. */
    public Recipe withSteps(long steps) {
        return withLength(TrainingLength.ofSteps(steps));
    }

    /** The same with another length. */
    public Recipe withLength(TrainingLength other) {
        return new Recipe(other, batch, microBatch, local, rate, warmup, decay, clipping, update);
    }

    /** The same with as many images per optimiser step. */
    public Recipe withBatch(int images) {
        return new Recipe(length, images, microBatch, local, rate, warmup, decay, clipping, update);
    }

    /** The same with as many images per forward pass; 0: the whole batch. */
    public Recipe withMicroBatch(int images) {
        return new Recipe(length, batch, images, local, rate, warmup, decay, clipping, update);
    }

    /** The same with steps that virtual workers take apart. */
    public Recipe withLocalSteps(LocalSteps other) {
        return new Recipe(length, batch, microBatch, other, rate, warmup, decay, clipping, update);
    }

    /** The same with another learning rate and schedule. */
    public Recipe withRate(RateSchedule other) {
        return new Recipe(length, batch, microBatch, local, other, warmup, decay, clipping, update);
    }

    /** The same with another warm-up. */
    public Recipe withWarmup(Warmup other) {
        return new Recipe(length, batch, microBatch, local, rate, other, decay, clipping, update);
    }

    /** The same with a constant weight decay. */
    public Recipe withWeightDecay(double constant) {
        return withWeightDecay(WeightDecay.constant(constant));
    }

    /** The same with another weight decay. */
    public Recipe withWeightDecay(WeightDecay other) {
        return new Recipe(length, batch, microBatch, local, rate, warmup, other, clipping, update);
    }

    /** The same with another bound of the gradient. */
    public Recipe withClipping(Clipping other) {
        return new Recipe(length, batch, microBatch, local, rate, warmup, decay, other, update);
    }

    /** The same with other moments: see {@link OptimizerSettings}. */
    public Recipe withBetas(double beta1, double beta2) {
        return withUpdate(new OptimizerSettings(update.optimizer(), beta1, beta2, update.nesterov()));
    }

    /** The same with another optimiser, and the moments as they are. */
    public Recipe withOptimizer(Optimizer optimizer) {
        return withUpdate(new OptimizerSettings(optimizer, update.beta1(), update.beta2()));
    }

    /** The same by SGD whose steps look ahead along the momentum (Sutskever et al. 2013). */
    public Recipe withNesterov() {
        return withUpdate(new OptimizerSettings(Optimizer.SGD, update.beta1(), update.beta2(), Optional.of(true)));
    }

    private Recipe withUpdate(OptimizerSettings other) {
        return new Recipe(length, batch, microBatch, local, rate, warmup, decay, clipping, other);
    }

    /** The optimiser. */
    public enum Optimizer {
        /** Adam with decoupled weight decay (Loshchilov and Hutter 2017); its epsilon is 1e-8. */
        ADAMW,
        /** Gradient descent with momentum, whose weight decay is added to the gradient. */
        SGD,
        /**
         * Momentum at a rate per layer (You, Gitman and Ginsburg 2017), as in MoCo v3; its trust coefficient is 0.001.
         */
        LARS
    }
}
