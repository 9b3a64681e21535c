package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * The networks of a tokenizer that is being trained, as seen by the terms of its loss.
 *
 * <p>Pictures are float32 (B, 3, S, S) in [0, 1] with S = {@link #imageSize()}. No call here changes a codebook that
 * learns from the vectors it receives. Results belong to the manager of the argument. One thread at a time.
 */
public interface CodebookNetwork {
    /** Side S of the training pictures, in pixels. */
    int imageSize();

    /** Numbers d per codeword. */
    int dimension();

    /**
     * The codewords of further pictures, (B, d, h, w) float32; where gradient mode is on, with straight-through
     * gradient to {@link #encoder()}.
     */
    NDArray codewords(NDArray images);

    /** Reconstructions by the networks as they are now: (B, 3, S, S), around [0, 1], not clipped; no gradient. */
    NDArray reconstruct(NDArray images);

    /** The live weight of the layer that computes the pixels: VQGAN compares the gradients of two losses there. */
    NDArray lastLayer();

    /** Live parameters between the pixels and what is compared with codewords, by name. */
    Map<String, NDArray> encoder();

    /**
     * A network with a copy of the encoder that never receives a gradient, for a momentum encoder; codebook and decoder
     * are shared with this network.
     *
     * @param context owns the new tensors
     */
    CodebookNetwork twin(NetworkContext context);

    /** Floating-point operations of {@link #codewords} for one picture; a multiply-add counts two. */
    double codewordFlops();

    /** Floating-point operations of {@link #reconstruct} for one picture; a multiply-add counts two. */
    double reconstructionFlops();
}
