package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;

/**
 * What a vector quantiser made of an encoder's output z. All owned by the manager of z.
 *
 * @param tokens int64 (B, h, w), the indices of the nearest codewords, or of those of largest weight
 *     ({@link GumbelQuantizer})
 * @param codewords float32 (B, d, h, w): the nearest codewords, whose gradient goes to z unchanged (straight-through),
 *     or mixtures of codewords, whose gradient reaches their weights
 * @param loss float32 scalar with its graph: what pulls z and, unless it is a moving average, the codebook together, or
 *     the divergence of the weights from uniform ones
 */
public record Quantised(NDArray tokens, NDArray codewords, NDArray loss) {}
