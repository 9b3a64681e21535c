package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Cuts a square out of the middle. A picture that is smaller gets a black border, as in torchvision.
 *
 * @param size side of the square in pixels, at least 1
 */
public record CenterCrop(int size) implements GeometricTransform {

    /** @throws IllegalArgumentException if the size is not positive */
    public CenterCrop {
        if (size < 1) {
            throw new IllegalArgumentException("a crop of " + size);
        }
    }

    /** The middle of the picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        return place(Placement.whole(image.width(), image.height())).apply(image);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return place(before);
    }

    private Placement place(Placement before) {
        return before.window(before(before.width() - size), before(before.height() - size), size, size);
    }

    /** Half of what is left over, halves rounded to the even number: Python's {@code round}. Of a border, half rounded down. */
    private static int before(int rest) {
        return rest < 0 ? -(-rest / 2) : (int) Math.rint(rest / 2.0);
    }
}
