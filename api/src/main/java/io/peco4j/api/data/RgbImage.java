package io.peco4j.api.data;

/**
 * A decoded picture: 8-bit sRGB, row by row, three bytes per pixel in the order red, green, blue.
 *
 * <p>The array is not copied: the creator must not change it afterwards.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code 3 * width * height} unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of pixels; identity is the right equality
public record RgbImage(int width, int height, byte[] rgb) {

    /** @throws IllegalArgumentException if the array does not fit the size */
    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels in " + rgb.length + " bytes");
        }
    }
}
