package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;

/**
 * A rectangle of whole pixels within a picture.
 *
 * @param left first column
 * @param top first row
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record CropRegion(int left, int top, int width, int height) {

    /** @throws IllegalArgumentException if the rectangle is empty or starts at a negative place */
    public CropRegion {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a region of " + width + " x " + height + " pixels at (" + left + ", " + top + ")");
        }
    }

    /** The whole picture. */
    public static CropRegion whole(RgbImage image) {
        return new CropRegion(0, 0, image.width(), image.height());
    }

    /** As much of the middle of a picture as has the shape of another size. */
    public static CropRegion middle(RgbImage image, PictureSize shape) {
        double scale = Math.min((double) image.width() / shape.width(), (double) image.height() / shape.height());
        int width = Math.max(1, (int) Math.rint(shape.width() * scale));
        int height = Math.max(1, (int) Math.rint(shape.height() * scale));
        return new CropRegion((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }

    /** Whether every pixel of the region belongs to a picture of this size. */
    public boolean fits(int width, int height) {
        return left <= width - this.width && top <= height - this.height;
    }
}
