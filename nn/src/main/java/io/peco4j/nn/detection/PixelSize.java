package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;

/**
 * Extent of an image or a map.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record PixelSize(int height, int width) {

    /** @throws IllegalArgumentException if a side is below 1 */
    public PixelSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(height + " x " + width + " pixels");
        }
    }

    /** The last two dimensions of an array: (..., H, W). */
    public static PixelSize of(NDArray array) {
        int rank = array.getShape().dimension();
        return new PixelSize(
                Math.toIntExact(array.getShape().get(rank - 2)),
                Math.toIntExact(array.getShape().get(rank - 1)));
    }
}
