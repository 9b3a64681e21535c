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
public record ResizeShortSide(int size, Filter filter) implements GeometricTransform {

    /** @throws IllegalArgumentException if the size is not positive */
    public ResizeShortSide {
        if (size < 1) {
            throw new IllegalArgumentException("a short side of " + size);
        }
    }

    /** The resized picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        return resize(image.width(), image.height()).apply(image);
    }

    private Resize resize(int width, int height) {
        boolean upright = width <= height;
        int longer = (int) ((long) size * Math.max(width, height) / Math.min(width, height));
        return new Resize(upright ? size : longer, upright ? longer : size, filter);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return resize(before.width(), before.height()).place(before, random);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }
}
