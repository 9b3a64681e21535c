package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Replaces a random rectangle (Zhong et al. 2020, with timm's rules): area from 2 % to a third of the picture, shape
 * log-uniform from 0.3 to 1 / 0.3, at most ten attempts to fit it in.
 *
 * <p>What replaces it are colours of ImageNet's mean and deviation, cut to the range of bytes; timm puts them into
 * normalised pictures, which have no such range.
 *
 * @param probability of erasing anything, from 0 to 1
 * @param fill what the rectangle becomes
 */
public record RandomErasing(double probability, Fill fill) implements ImageTransform {
    private static final int ATTEMPTS = 10;
    private static final double MIN_AREA = 0.02;
    private static final double MAX_AREA = 1.0 / 3;
    private static final double MIN_RATIO = 0.3;

    /** @throws IllegalArgumentException if the probability is not between 0 and 1 */
    public RandomErasing {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability of " + probability);
        }
    }

    /** With noise, timm's mode {@code pixel}: the setting of BEiT, MAE, DeiT and PeCo. */
    public RandomErasing(double probability) {
        this(probability, Fill.NOISE);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return erased(image.height(), image.width(), Draws.of(random))
                .map(erased -> erased.on(image))
                .orElse(image);
    }

    /** What given draws erase of a picture of that size. */
    public Optional<Erased> erased(int height, int width, Draws draws) {
        if (draws.chance() > probability) {
            return Optional.empty();
        }
        double limit = -Math.log(MIN_RATIO);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double target = draws.between(MIN_AREA, MAX_AREA) * height * width;
            double ratio = Math.exp(draws.between(-limit, limit));
            int rows = (int) Math.rint(Math.sqrt(target * ratio));
            int columns = (int) Math.rint(Math.sqrt(target / ratio));
            if (rows > 0 && columns > 0 && rows < height && columns < width) {
                int top = draws.below(height - rows + 1);
                int left = draws.below(width - columns + 1);
                return Optional.of(
                        new Erased(new CropRegion(left, top, columns, rows), fill.values(rows * columns, draws)));
            }
        }
        return Optional.empty();
    }

    /** What a rectangle becomes, in deviations from ImageNet's mean colour. */
    public enum Fill {
        /** The mean colour. */
        MEAN,
        /** One random colour. */
        COLOUR,
        /** A random colour for every pixel. */
        NOISE;

        private float[] values(int pixels, Draws draws) {
            float[] values = new float[3 * pixels];
            for (int i = 0; i < values.length; i++) {
                boolean drawn = this == NOISE || this == COLOUR && i % pixels == 0;
                values[i] = this == MEAN ? 0 : drawn ? (float) draws.normal() : values[i - 1];
            }
            return values;
        }
    }

    /**
     * A rectangle, and what it becomes.
     *
     * @param values of each channel after the other, row by row, in deviations from the mean colour
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once
    public record Erased(CropRegion region, float[] values) {
        /** The picture with the rectangle in these colours. */
        RgbImage on(RgbImage image) {
            byte[] out = image.rgb().clone();
            int pixels = region.width() * region.height();
            for (int i = 0; i < values.length; i++) {
                int channel = i / pixels;
                int row = region.top() + i % pixels / region.width();
                int column = region.left() + i % pixels % region.width();
                double value = ImageNetColours.mean(channel) + ImageNetColours.deviation(channel) * values[i];
                out[3 * (row * image.width() + column) + channel] =
                        (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
            return new RgbImage(image.width(), image.height(), out);
        }
    }

    /** What is drawn for a picture, in this order: a chance, then two numbers an attempt, places, and the fill. */
    public interface Draws {
        /** Uniform from 0 to 1: nothing is erased above the probability. */
        double chance();

        /** Uniform between two numbers: the share of the area, then the logarithm of height over width. */
        double between(double low, double high);

        /** A whole number below the bound: the first row, then the first column. */
        int below(int bound);

        /** A standard normal variable. */
        double normal();

        /** The draws of a generator. */
        static Draws of(RandomGenerator random) {
            return new Draws() {
                @Override
                public double chance() {
                    // Never 0, so that a probability of 0 erases nothing.
                    return 1 - random.nextDouble();
                }

                @Override
                public double between(double low, double high) {
                    return low + (high - low) * random.nextDouble();
                }

                @Override
                public int below(int bound) {
                    return random.nextInt(bound);
                }

                @Override
                public double normal() {
                    return random.nextGaussian();
                }
            };
        }
    }
}
