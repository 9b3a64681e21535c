package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;

/**
 * What a vector quantiser made of an encoder's output z. All owned by the manager of z.
 *
 * @param tokens int64 (B, h, w), the indices of the nearest codewords
 * @param codewords float32 (B, d, h, w), the nearest codewords; their gradient goes to z unchanged (straight-through)
 * @param loss float32 scalar with its graph: what pulls z and, unless it is a moving average, the codebook together
 */
public record Quantised(NDArray tokens, NDArray codewords, NDArray loss) {}
