package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A few random distortions of about equal strength: RandAugment (Cubuk et al. 2020) with timm's set of fifteen
 * operations in their "increasing" form, where a larger magnitude means a stronger change.
 *
 * <p>Each of the layers draws an operation, takes it with probability one half, and draws its magnitude from a normal
 * distribution. Moved pictures are sampled bicubically; what comes in from outside is ImageNet's mean colour.
 *
 * @param layers operations drawn for a picture
 * @param magnitude mean strength, from 0 to 10
 * @param deviation standard deviation of the strength; values are cut to the range from 0 to 10
 */
public record RandAugment(int layers, double magnitude, double deviation) implements ImageTransform {
    /** What is drawn from, in timm's order. */
    public static final List<Distortion> OPERATIONS = List.of(
            Distortion.AUTO_CONTRAST,
            Distortion.EQUALIZE,
            Distortion.INVERT,
            Distortion.ROTATE,
            Distortion.POSTERIZE_INCREASING,
            Distortion.SOLARIZE_INCREASING,
            Distortion.SOLARIZE_ADD,
            Distortion.COLOR_INCREASING,
            Distortion.CONTRAST_INCREASING,
            Distortion.BRIGHTNESS_INCREASING,
            Distortion.SHARPNESS_INCREASING,
            Distortion.SHEAR_X,
            Distortion.SHEAR_Y,
            Distortion.TRANSLATE_X_REL,
            Distortion.TRANSLATE_Y_REL);

    private static final double STRONGEST = 10;

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
        return apply(image, Draws.of(random));
    }

    /** The picture that follows from given draws. */
    public RgbImage apply(RgbImage image, Draws draws) {
        RgbImage result = image;
        for (int layer = 0; layer < layers; layer++) {
            Distortion operation = OPERATIONS.get(draws.operation(OPERATIONS.size()));
            if (draws.coin()) {
                double level = Math.max(0, Math.min(STRONGEST, draws.magnitude(magnitude, deviation)));
                boolean negated = operation.isSigned() && !draws.coin();
                result = operation.apply(result, operation.argument(level, negated));
            }
        }
        return result;
    }

    /** What is drawn for a picture. */
    public interface Draws {
        /** The index of the next operation, below {@code count}. */
        int operation(int count);

        /** Whether it is taken; then, of one that may go either way, whether it goes the first. */
        boolean coin();

        /** A normal variable. */
        double magnitude(double mean, double deviation);

        /** The draws of a generator. */
        static Draws of(RandomGenerator random) {
            return new Draws() {
                @Override
                public int operation(int count) {
                    return random.nextInt(count);
                }

                @Override
                public boolean coin() {
                    return random.nextBoolean();
                }

                @Override
                public double magnitude(double mean, double deviation) {
                    return mean + deviation * random.nextGaussian();
                }
            };
        }
    }
}
