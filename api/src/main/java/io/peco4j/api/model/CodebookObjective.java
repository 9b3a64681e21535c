package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Step;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One differentiable term of a tokenizer's training loss: pixel, perceptual, adversarial, classification.
 *
 * <p>A constructor may ask for the {@link CodebookNetwork} whose training it is a term of, and for the study's data
 * set.
 */
public interface CodebookObjective {
    /** The factor of the term in the sum. */
    double weight();

    /**
     * The term, not yet weighted.
     *
     * @return float32 scalar, mean over the batch
     */
    NDArray term(Reconstruction reconstruction, Step step);

    /**
     * Adds to a row what this term needs of an example besides the tokenizer's own picture, such as another view.
     * Called on loader threads, several at once, under the rules of {@link Preparation}; nothing by default.
     *
     * @param row what the tokenizer and the terms before this one prepared
     */
    default Sample prepare(Sample row, Example example, RandomGenerator random) {
        return row;
    }

    /** How many pictures a forward pass must have at least, as contrast needs two; one by default. */
    default int fewestPictures() {
        return 1;
    }

    /** Whether {@link #balance} scales the term by the gradients of the others; not by default. */
    default boolean balanced() {
        return false;
    }

    /**
     * An additional factor of a {@link #balanced} term, applied with its weight.
     *
     * @param term the result of {@link #term}
     * @param others the weighted sum of the terms that are not balanced, with its graph
     * @return float32 scalar without graph
     */
    default NDArray balance(NDArray term, NDArray others) {
        throw new UnsupportedOperationException("a term that is not balanced");
    }

    /** What passes of the term and its adversaries gather beside gradients; nothing by default. */
    default PassState passState() {
        return PassState.none();
    }

    /** Called after each step with gradient mode off, once all parameters are updated: moving averages. */
    default void afterStep(Step step) {}

    /** Parameters of this term that train together with the tokenizer, such as a classifier; none by default. */
    default List<ParameterGroup> groups() {
        return List.of();
    }

    /** Objectives that are trained along with the tokenizer's, such as a discriminator's; none by default. */
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
     * Bytes that the term adds to what one picture keeps until the backward pass, as
     * {@link io.peco4j.api.train.Learner#activationBytesPerExample}. Adversaries have passes of their own and do not
     * count. NaN if unknown.
     */
    default double activationBytesPerExample() {
        return Double.NaN;
    }

    /**
     * The results of the tokenizer for a batch.
     *
     * @param batch the rows, with the field {@code image} and, where the data set has classes, {@code label}
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @param reconstructed float32 (B, 3, H, W), around [0, 1] but not clipped, with its graph
     * @param codewords float32 (B, d, h, w), quantised, with straight-through gradient
     * @param tokens int64 (B, h, w)
     */
    record Reconstruction(Batch batch, NDArray images, NDArray reconstructed, NDArray codewords, NDArray tokens) {}
}
