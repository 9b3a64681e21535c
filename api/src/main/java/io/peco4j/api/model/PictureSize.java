package io.peco4j.api.model;

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
            throw new IllegalArgumentException("a picture of " + height + " x " + width + " pixels");
        }
    }

    /** As wide as high. */
    public static PictureSize square(int side) {
        return new PictureSize(side, side);
    }

    /** Whether both sides are multiples of the number. */
    public boolean isMultipleOf(int number) {
        return height % number == 0 && width % number == 0;
    }

    /** Height first, as tensors have them: {@code 224 x 224}. */
    @Override
    public String toString() {
        return height + " x " + width;
    }
}
