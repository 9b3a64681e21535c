package io.peco4j.api.train;

import java.util.random.RandomGenerator;

/**
 * A position in a training.
 *
 * @param index the optimiser step, from 0
 * @param total number of optimiser steps of the whole training
 * @param epoch the pass over the data, from 0
 * @param random randomness of this micro-batch on the Java side, a function of (seed, stage, step, micro-batch); the
 *     engine's own generator is seeded in the same way before each one
 */
public record Step(long index, long total, int epoch, RandomGenerator random) {

    /** The share of the training that is done, from 0 to below 1. */
    public double progress() {
        return (double) index / total;
    }
}
