package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Stateful;
import java.util.Optional;

/**
 * Turns pictures into a grid of visual tokens and back.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]; H and W are multiples of {@link #downsampling()} and may differ from
 * the size that it was trained at. Tokens are int64 (B, h, w) in [0, K). The three methods below run in evaluation
 * mode: equal inputs give equal outputs, a batch gives what its pictures give one by one, and no state changes. Results
 * belong to the manager of the argument. One thread at a time.
 */
public interface Tokenizer extends Stateful {
    /** Number K of different tokens. */
    int vocabularySize();

    /** Pixels per token along one side. */
    int downsampling();

    /** Side of the pictures that it is trained on, in pixels. */
    int imageSize();

    /** (B, 3, H, W) to (B, H / s, W / s); of equally near codewords the lowest index. */
    NDArray tokenize(NDArray images);

    /** (B, h, w) to (B, 3, h s, w s), clipped to [0, 1]. */
    NDArray reconstruct(NDArray tokens);

    /** The codebook's vectors of the tokens: (B, h, w) to float32 (B, h, w, d). */
    NDArray codewords(NDArray tokens);

    /** The learner that trains it; empty if it is trained already. */
    Optional<Learner> learner();

    /**
     * Floating-point operations of matrix products and convolutions of one forward pass over one picture of
     * {@link #imageSize()}, from pixels to tokens; a multiply-add counts two. 0 if unknown.
     */
    default double flopsPerImage() {
        return 0;
    }

    /**
     * Bytes that {@link #tokenize} takes for one picture of {@link #imageSize()} while it runs. NaN if unknown, which
     * the sums that it is part of are then too.
     */
    default double passBytes() {
        return Double.NaN;
    }
}
