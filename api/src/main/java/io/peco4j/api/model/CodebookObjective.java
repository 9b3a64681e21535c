package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import java.util.List;
import java.util.Map;

/** One differentiable term of a tokenizer's training loss: pixel, perceptual, adversarial, classification. */
public interface CodebookObjective {
    /** What the term is multiplied with in the sum. */
    double weight();

    /**
     * The term, not yet weighted.
     *
     * @return float32 scalar, mean over the batch
     */
    NDArray term(Reconstruction reconstruction, Step step);

    /** Parameters of this term that train together with the tokenizer, such as a classifier; none by default. */
    default List<ParameterGroup> groups() {
        return List.of();
    }

    /** Objectives that train beside the tokenizer's, such as a discriminator's; none by default. */
    default List<Objective> adversaries() {
        return List.of();
    }

    /** What training changes here, by name; nothing by default. */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /**
     * Floating-point operations of matrix products and convolutions that the term adds for one picture of the training
     * size, forward and backward; a multiply-add counts two. 0 if it adds none, or unknown.
     */
    default double flopsPerExample() {
        return 0;
    }

    /**
     * What the tokenizer made of a batch.
     *
     * @param batch the rows, with the field {@code image} and, where the data set has classes, {@code label}
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @param reconstructed float32 (B, 3, H, W), around [0, 1] but not clipped, with its graph
     * @param codewords float32 (B, d, h, w), quantised, with straight-through gradient
     * @param tokens int64 (B, h, w)
     */
    record Reconstruction(Batch batch, NDArray images, NDArray reconstructed, NDArray codewords, NDArray tokens) {}
}
