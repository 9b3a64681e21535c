package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * Resizes to a fixed size, whatever the picture's shape; anti-aliased when it shrinks (see {@link Filter}).
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param filter the kernel
 */
public record Resize(int width, int height, Filter filter) implements GeometricTransform {

    /** @throws IllegalArgumentException if the size is not positive */
    public Resize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a size of " + width + " x " + height);
        }
    }

    /** To a square. */
    public Resize(int size, Filter filter) {
        this(size, size, filter);
    }

    /** To a size. */
    public Resize(PictureSize size, Filter filter) {
        this(size.width(), size.height(), filter);
    }

    /** The resized picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        return Resampler.resize(image, CropRegion.whole(image), width, height, filter);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return before.scale(width, height, filter);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }
}
