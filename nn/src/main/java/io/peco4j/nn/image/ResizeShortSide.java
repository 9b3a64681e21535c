package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Resizes so that the shorter side has a fixed length and the shape stays; the longer side is rounded down, as in
 * torchvision.
 *
 * @param size of the shorter side in pixels, at least 1
 * @param filter the kernel
 */
public record ResizeShortSide(int size, Filter filter) implements ImageTransform {

    /** @throws IllegalArgumentException if the size is not positive */
    public ResizeShortSide {
        if (size < 1) {
            throw new IllegalArgumentException("a short side of " + size);
        }
    }

    /** The resized picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        boolean upright = image.width() <= image.height();
        int shorter = Math.min(image.width(), image.height());
        int longer = (int) ((long) size * Math.max(image.width(), image.height()) / shorter);
        return new Resize(upright ? size : longer, upright ? longer : size, filter).apply(image);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }
}
