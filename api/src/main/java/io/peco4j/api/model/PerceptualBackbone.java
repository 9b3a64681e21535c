package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Stateful;
import java.util.List;
import java.util.Optional;

/**
 * A feature network that compares pictures.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1] and may lie outside for reconstructions; the backbone normalises them
 * itself. Its weights are frozen outside of {@link #learner()}. One thread at a time.
 */
public interface PerceptualBackbone extends Stateful {
    /**
     * One map per chosen layer, (B, C, H, W) each, differentiable with respect to the pictures, unnormalised.
     * A picture's features do not depend on the others in the batch. Results belong to the manager of the pictures.
     */
    List<NDArray> features(NDArray images);

    /** The learner that trains it on the study's own pictures; empty if its weights come from a file. */
    Optional<Learner> learner();

    /**
     * Floating-point operations of matrix products and convolutions of one forward pass over one picture of the study's
     * size; a multiply-add counts two. 0 if unknown.
     */
    default double flopsPerImage() {
        return 0;
    }

    /**
     * Bytes that the comparison of a picture with another keeps for the backward pass to the picture: of one pass with
     * frozen weights, and of the maps of both. NaN if unknown.
     */
    default double activationBytes() {
        return Double.NaN;
    }
}
