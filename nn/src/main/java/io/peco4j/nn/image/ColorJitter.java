package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue by random factors, in random order, as torchvision does to PIL
 * pictures. An amount of 0 leaves a property as it is.
 *
 * @param brightness factors from 1 minus this (not below 0) to 1 plus this
 * @param contrast factors from 1 minus this to 1 plus this, in the same way
 * @param saturation factors, in the same way
 * @param hue turns of the colour circle, from minus this to plus this; at most 0.5
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements ImageTransform {

    /** @throws IllegalArgumentException if an amount is negative, or the hue is above 0.5 */
    public ColorJitter {
        if (!(brightness >= 0 && contrast >= 0 && saturation >= 0 && hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException("amounts of " + brightness + ", " + contrast + ", " + saturation + ", "
                    + hue + " for brightness, contrast, saturation and hue");
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        int[] order = {0, 1, 2, 3};
        for (int left = order.length; left > 1; left--) {
            int pick = random.nextInt(left);
            int last = order[left - 1];
            order[left - 1] = order[pick];
            order[pick] = last;
        }
        RgbImage result = image;
        for (int step : order) {
            result = step(step, result, random);
        }
        return result;
    }

    private RgbImage step(int which, RgbImage image, RandomGenerator random) {
        return switch (which) {
            case 0 -> brightness == 0 ? image : brightness(image, factor(brightness, random));
            case 1 -> contrast == 0 ? image : contrast(image, factor(contrast, random));
            case 2 -> saturation == 0 ? image : saturation(image, factor(saturation, random));
            default -> hue == 0 ? image : hue(image, hue * (2 * random.nextDouble() - 1));
        };
    }

    private static double factor(double amount, RandomGenerator random) {
        double low = Math.max(0, 1 - amount);
        return low + (1 + amount - low) * random.nextDouble();
    }

    /** Values times a factor: 0 gives black. */
    public static RgbImage brightness(RgbImage image, double factor) {
        return ToneCurve.brightness(factor).apply(image);
    }

    /** Distances from the picture's mean luminance times a factor: 0 gives plain grey. */
    public static RgbImage contrast(RgbImage image, double factor) {
        return ToneCurve.contrast(image, factor).apply(image);
    }

    /** Distances from each pixel's luminance times a factor: 0 gives a picture in greys. */
    public static RgbImage saturation(RgbImage image, double factor) {
        return Colours.saturate(image, factor);
    }

    /** Turns the hue of every pixel; 1 is once around the circle. */
    public static RgbImage hue(RgbImage image, double turns) {
        return Colours.turnHue(image, turns);
    }
}
