package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;

/**
 * Height and width of pictures, in pixels.
 *
 * @param height at least 1
 * @param width at least 1
 */
public record PictureSize(int height, int width) {

    /** @throws IllegalArgumentException if a side is less than 1 */
    public PictureSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("pictures of " + height + " x " + width + " pixels");
        }
    }

    /** As wide as high. */
    public static PictureSize square(int side) {
        return new PictureSize(side, side);
    }

    /** The size of pictures (..., H, W). */
    public static PictureSize of(NDArray images) {
        int rank = images.getShape().dimension();
        return new PictureSize(
                Math.toIntExact(images.getShape().get(rank - 2)),
                Math.toIntExact(images.getShape().get(rank - 1)));
    }

    /** Whether it is as wide as high. */
    public boolean isSquare() {
        return height == width;
    }

    /** Whether both sides are multiples of the number. */
    public boolean isMultipleOf(int number) {
        return height % number == 0 && width % number == 0;
    }

    /**
     * The patches that tile pictures of this size.
     *
     * @param patch side of a patch, in pixels
     * @throws IllegalArgumentException if it does not divide both sides
     */
    public PatchGrid grid(int patch) {
        if (patch < 1 || !isMultipleOf(patch)) {
            throw new IllegalArgumentException("pictures of " + this + " pixels in patches of " + patch);
        }
        return new PatchGrid(height / patch, width / patch);
    }

    /** Height first, as tensors have them: {@code 224 x 224}. */
    @Override
    public String toString() {
        return height + " x " + width;
    }
}
