package io.peco4j.api.train;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/**
 * The numbers of a training run. Components nest it, flat, in their options, with their own defaults:
 * {@code @Flat @Default("epochs = 100, learning-rate = 4e-3") Recipe recipe}.
 *
 * <p>The learning rate rises linearly from 0 over the warm-up and falls along a cosine to its minimum, which it would
 * reach one step after the last, as in BEiT; both are counted in optimiser steps. It is absolute: it is not scaled by
 * the batch.
 */
public record Recipe(
        @Describe("passes over the training split") @Default("100") @Range(min = 0, max = 100_000)
        int epochs,

        @Describe("images per optimiser step") @Default("128") @Range(min = 1, max = 65_536)
        int batch,

        @Describe("images per forward pass; a batch is accumulated from as many passes as needed; 0: the whole batch")
        @Default("0")
        @Range(min = 0, max = 65_536)
        int microBatch,

        @Describe("peak learning rate") @Default("1e-3") @Range(min = 0, max = 1e3)
        double learningRate,

        @Describe("learning rate that the cosine falls to") @Default("0") @Range(min = 0, max = 1e3)
        double minLearningRate,

        @Describe(
                "schedule of the learning rate after the warm-up: cosine, constant, or continuous-cosine as in MAE and MoCo v3")
        @Default("cosine")
        Schedule schedule,

        @Describe("epochs of linear warm-up; may be a fraction") @Default("0") @Range(min = 0, max = 100_000)
        double warmupEpochs,

        @Describe("AdamW: decoupled weight decay; LARS: added to the gradient")
        @Default("0.05")
        @Range(min = 0, max = 10)
        double weightDecay,

        @Describe("AdamW: decay of the first moment; LARS: momentum") @Default("0.9") @Range(min = 0, max = 0.999999)
        double beta1,

        @Describe("AdamW: decay of the second moment") @Default("0.999") @Range(min = 0, max = 0.999999)
        double beta2,

        @Describe("largest global norm of the gradient; 0: no clipping") @Default("0") @Range(min = 0, max = 1e9)
        double clip,

        @Describe("optimiser: adamw; or lars, for convolutional networks and large batches") @Default("adamw")
        Optimizer optimizer) {

    /** A recipe with AdamW. */
    public Recipe(
            int epochs,
            int batch,
            int microBatch,
            double learningRate,
            double minLearningRate,
            Schedule schedule,
            double warmupEpochs,
            double weightDecay,
            double beta1,
            double beta2,
            double clip) {
        this(
                epochs,
                batch,
                microBatch,
                learningRate,
                minLearningRate,
                schedule,
                warmupEpochs,
                weightDecay,
                beta1,
                beta2,
                clip,
                Optimizer.ADAMW);
    }

    /** The optimiser. */
    public enum Optimizer {
        /** Adam with decoupled weight decay (Loshchilov and Hutter 2017); its epsilon is 1e-8. */
        ADAMW,
        /**
         * Momentum at a rate per layer (You, Gitman and Ginsburg 2017), as in MoCo v3; its trust coefficient is 0.001.
         */
        LARS
    }

    /** The schedule of the learning rate after the warm-up. */
    public enum Schedule {
        /** Half a cosine. Warm-up and cosine share the peak: it holds for two steps, as in BEiT. */
        COSINE,
        /** Half a cosine that begins where the warm-up would end one step later: MAE and MoCo v3. */
        CONTINUOUS_COSINE,
        /** It stays at the peak. */
        CONSTANT
    }
}
