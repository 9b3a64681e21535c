package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Stateful;

/**
 * A trained classifier of pictures, as other tasks use it: to attack it, to explain it, to compare it.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]; the classifier normalises them itself. Results belong to the manager
 * of the pictures. Its tensors belong to whoever made it, and {@link #state()} has all that its logits depend on. One
 * thread at a time.
 *
 * <p>How much the loss rises along each pixel, with gradient mode on:
 * <pre>{@code
 * NDArray leaf = images.duplicate();
 * leaf.setRequiresGradient(true);
 * try (NDArray logits = classifier.logits(leaf, false);
 *         NDArray loss = Losses.crossEntropy(logits, labels)) {
 *     JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
 *     return leaf.getGradient();
 * }
 * }</pre>
 */
public interface ImageClassifier extends Stateful {
    /**
     * Logits, float32 (B, {@link #classes()}), differentiable with respect to the pictures. In evaluation mode, a
     * picture's logits do not depend on the others in the batch, and nothing changes.
     *
     * @param images of {@link #imageSize()}
     * @param training whether dropout and drop path are on
     */
    NDArray logits(NDArray images, boolean training);

    /** Number of classes, in the order of {@link io.peco4j.api.data.Dataset#classes()}. */
    int classes();

    /** The pictures that it classifies. */
    PictureSize imageSize();

    /**
     * Floating-point operations of matrix products and convolutions of one forward pass over one picture of
     * {@link #imageSize()}; a multiply-add counts two. 0 if unknown.
     */
    default double flopsPerImage() {
        return 0;
    }
}
