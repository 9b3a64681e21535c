package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Mirrors left and right with some probability.
 *
 * @param probability from 0 to 1
 */
public record HorizontalFlip(double probability) implements GeometricTransform {

    /** @throws IllegalArgumentException if the probability is not between 0 and 1 */
    public HorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability of " + probability);
        }
    }

    /** The mirror image. */
    public static RgbImage flip(RgbImage image) {
        int stride = 3 * image.width();
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        for (int row = 0; row < in.length; row += stride) {
            int to = row + stride;
            for (int from = row; from < row + stride; from += 3) {
                to -= 3;
                out[to] = in[from];
                out[to + 1] = in[from + 1];
                out[to + 2] = in[from + 2];
            }
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return random.nextDouble() < probability ? before.flip() : before;
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return random.nextDouble() < probability ? flip(image) : image;
    }
}
