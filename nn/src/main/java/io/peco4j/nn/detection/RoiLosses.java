package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;

/**
 * The losses of the second stage, float32 scalars.
 *
 * @param classes cross entropy, mean over the sampled proposals
 * @param boxes smooth L1 distance of the true class's offsets, sum over objects by the number of sampled
 *     proposals
 * @param masks binary cross entropy of the true class's mask, mean over pixels; 0 if no proposal is an object
 */
public record RoiLosses(NDArray classes, NDArray boxes, NDArray masks) {}
