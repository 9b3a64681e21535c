package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Inverts all values from a threshold on.
 *
 * @param threshold from 0 (everything) to 256 (nothing)
 */
public record Solarize(int threshold) implements ImageTransform {

    /** @throws IllegalArgumentException if the threshold is not between 0 and 256 */
    public Solarize {
        if (threshold < 0 || threshold > 256) {
            throw new IllegalArgumentException("a threshold of " + threshold);
        }
    }

    /** With a threshold of 128, as in MoCo v3 and BYOL. */
    public Solarize() {
        this(128);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return ToneCurve.solarize(threshold).apply(image);
    }
}
