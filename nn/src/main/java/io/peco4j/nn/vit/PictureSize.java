package io.peco4j.nn.vit;

/**
 * The size of pictures.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record PictureSize(int height, int width) {
    /** @throws IllegalArgumentException if a side is not positive */
    public PictureSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("pictures of " + height + " x " + width + " pixels");
        }
    }

    /** Pictures as high as wide. */
    public static PictureSize square(int side) {
        return new PictureSize(side, side);
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
