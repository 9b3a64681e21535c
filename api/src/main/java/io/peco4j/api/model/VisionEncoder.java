package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Stateful;
import java.util.List;
import java.util.Map;

/**
 * A vision transformer: what is pretrained, and what downstream tasks build on.
 *
 * <p>Pictures are float32 (B, 3, S, S) in [0, 1] with S = {@link #imageSize()}; the encoder normalises them itself.
 * Tokens are float32 (B, 1 + N, D): the class token, then the patches row by row. Results belong to the manager of
 * the pictures. One thread at a time.
 */
public interface VisionEncoder extends Stateful {
    /** Side S of the pictures, in pixels. */
    int imageSize();

    /** Side of a patch, in pixels; divides {@link #imageSize()}. */
    int patchSize();

    /** Channels D of a token. */
    int width();

    /** Number of transformer blocks. */
    int depth();

    /**
     * All tokens after the last block and the final normalisation.
     *
     * @param training whether dropout and drop path are on
     * @throws UnsupportedOperationException if the encoder cannot mask in this way
     */
    NDArray encode(NDArray images, Masking masking, boolean training);

    /**
     * Tokens after the given blocks, before any final normalisation.
     *
     * @param layers from 1 (after the first block) to {@link #depth()}, ascending
     */
    List<NDArray> features(NDArray images, List<Integer> layers, boolean training);

    /** What training changes, by dotted name; a part of {@link #state()}. */
    Map<String, NDArray> trainable();

    /**
     * The layer of a parameter: 0 for patch embedding, class token and positions, i for block i from 1, and
     * {@link #depth()} + 1 for what follows. Layer-wise decay depends on it.
     */
    int layerOf(String parameter);

    /**
     * An encoder of the same architecture with its own tensors, owned by the context's manager, and the same
     * values: the initial state of a teacher.
     *
     * @param context of the component that the twin belongs to; its precision is the twin's
     */
    VisionEncoder twin(NetworkContext context);

    /** Number of patches along one side. */
    default int grid() {
        return imageSize() / patchSize();
    }

    /**
     * Floating-point operations of matrix products and convolutions of one forward pass over one picture of
     * {@link #imageSize()}; a multiply-add counts two. 0 if unknown.
     */
    default double flopsPerImage() {
        return 0;
    }
}
