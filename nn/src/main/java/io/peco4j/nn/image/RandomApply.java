package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Another step, taken with some probability; otherwise the picture stays as it is.
 *
 * @param probability from 0 to 1
 * @param transform the step
 */
public record RandomApply(double probability, ImageTransform transform) implements ImageTransform {

    /** @throws IllegalArgumentException if the probability is not between 0 and 1 */
    public RandomApply {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability of " + probability);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return random.nextDouble() < probability ? transform.apply(image, random) : image;
    }
}
