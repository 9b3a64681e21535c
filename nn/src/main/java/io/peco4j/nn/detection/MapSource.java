package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;

/** The bottom of a detector: a network that turns images into maps of falling resolution. */
public interface MapSource {
    /** Holds the network's parameters, but for those of an encoder that it is built on. */
    Block block();

    /** Channels of the maps, from the finest. */
    List<Integer> channels();

    /**
     * One pass.
     *
     * @param images float32 (B, 3, H, W), normalised
     * @param training whether batch statistics and the like are on
     * @return float32 (B, C, H', W') each, from the finest, owned by the manager of the images, new
     *     arrays that the caller closes
     */
    List<NDArray> maps(NDArray images, boolean training);

    /** The shapes of the maps of images of a shape, (B, 3, H, W). */
    List<Shape> shapes(Shape images);

    /** Floating-point operations of the matrix products and convolutions of one pass; a multiply-add counts two. */
    double flops(Shape images);

    /** Bytes that one pass keeps for the backward pass, as {@link io.peco4j.nn.Layer#activationBytes}. */
    default double activationBytes(Shape images) {
        return Double.NaN;
    }
}
