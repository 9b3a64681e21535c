package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Exchanges top and bottom with some probability: for pictures that have no upper side, such as those from the air.
 *
 * @param probability from 0 to 1
 */
public record VerticalFlip(double probability) implements GeometricTransform {

    /** @throws IllegalArgumentException if the probability is not between 0 and 1 */
    public VerticalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability of " + probability);
        }
    }

    static RgbImage flip(RgbImage image) {
        int stride = 3 * image.width();
        byte[] out = new byte[image.rgb().length];
        for (int row = 0; row < image.height(); row++) {
            System.arraycopy(image.rgb(), row * stride, out, (image.height() - 1 - row) * stride, stride);
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return random.nextDouble() < probability ? before.overturn() : before;
    }
}
