package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How far apart two pictures are. Looking and comparing are two steps, so that a picture is looked at once. */
interface PictureDistance {
    /** Such as {@code tokens}; the name of its score. */
    String name();

    /** Side of the pictures that it looks at, in pixels. */
    int side();

    /** What stands for a picture, float32 (1, 3, S, S) in [0, 1]; owned by the picture's manager, never the picture itself. */
    List<NDArray> look(NDArray image);

    /** From 0. */
    double between(List<NDArray> one, List<NDArray> other);
}
