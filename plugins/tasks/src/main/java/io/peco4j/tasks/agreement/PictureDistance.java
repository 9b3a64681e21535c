package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;

/**
 * How far apart two pictures are; the same in both directions. Looking and comparing are two steps, so that a picture
 * is looked at once.
 */
interface PictureDistance {
    /** Such as {@code tokens}; the name of its score. */
    String name();

    /** Side of the pictures that it looks at, in pixels. */
    int side();

    /**
     * What stands for pictures.
     *
     * @param images float32 (B, 3, S, S) in [0, 1]
     * @return (B, ...), owned by the pictures' manager, never the pictures themselves
     */
    NDArray look(NDArray images);

    /**
     * From 0.
     *
     * @param one a single picture's row, (1, ...)
     * @param other another's
     */
    double between(NDArray one, NDArray other);
}
