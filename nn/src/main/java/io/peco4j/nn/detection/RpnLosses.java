package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;

/**
 * The losses of a region proposal network, float32 scalars.
 *
 * @param objectness binary cross entropy, mean over the sampled anchors
 * @param boxes smooth L1 distance of the offsets, sum over sampled objects by the number of sampled anchors
 */
public record RpnLosses(NDArray objectness, NDArray boxes) {}
