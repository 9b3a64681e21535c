package io.peco4j.api.data;

import java.util.random.RandomGenerator;

/**
 * How an example becomes one row of a batch: crops, flips, masks, labels.
 *
 * <p>Runs on loader threads, several at once, ahead of the training step. It must be a function of its arguments: the
 * generator is seeded from (seed, epoch, index), and is the only source of randomness.
 */
@FunctionalInterface
public interface Preparation {
    Sample prepare(Example example, RandomGenerator random);
}
