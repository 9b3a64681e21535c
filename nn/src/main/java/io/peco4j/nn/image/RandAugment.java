package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A few random distortions of about equal strength: RandAugment (Cubuk et al. 2020) with timm's set of fifteen steps in
 * their "increasing" form, where a larger magnitude means a stronger change.
 *
 * <p>Each of the layers draws a step, takes it with probability one half, and draws its magnitude from a normal
 * distribution. Moved pictures are sampled bicubically; what comes in from outside is ImageNet's mean colour.
 *
 * @param layers steps drawn for a picture
 * @param magnitude mean strength, from 0 to 10
 * @param deviation standard deviation of the strength; values are cut to the range from 0 to 10
 */
public record RandAugment(int layers, double magnitude, double deviation) implements ImageTransform {
    private static final double STRONGEST = 10;
    private static final Distortion[] STEPS = Distortion.values();

    /** @throws IllegalArgumentException if a number is negative, or the magnitude is above 10 */
    public RandAugment {
        if (layers < 0 || !(magnitude >= 0 && magnitude <= STRONGEST) || !(deviation >= 0)) {
            throw new IllegalArgumentException(
                    layers + " layers of magnitude " + magnitude + " with deviation " + deviation);
        }
    }

    /** What timm calls {@code rand-m9-mstd0.5-inc1}: the setting of BEiT, MAE and PeCo for fine-tuning. */
    public RandAugment() {
        this(2, 9, 0.5);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        RgbImage result = image;
        for (int layer = 0; layer < layers; layer++) {
            Distortion step = STEPS[random.nextInt(STEPS.length)];
            if (random.nextBoolean()) {
                double drawn = magnitude + deviation * random.nextGaussian();
                result = step.apply(result, Math.max(0, Math.min(STRONGEST, drawn)) / STRONGEST, random);
            }
        }
        return result;
    }
}
