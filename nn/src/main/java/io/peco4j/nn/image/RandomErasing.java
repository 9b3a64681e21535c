package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Replaces a random rectangle by noise (Zhong et al. 2020, with timm's rules): area from 2 % to a third of the picture,
 * shape log-uniform from 0.3 to 1 / 0.3, at most ten attempts to fit it in.
 *
 * <p>The noise is normal with ImageNet's mean and deviation for every pixel and channel: timm's {@code pixel} mode on
 * normalised pictures, but cut to the range of bytes.
 *
 * @param probability of erasing anything, from 0 to 1
 */
public record RandomErasing(double probability) implements ImageTransform {
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

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        double area = (double) image.width() * image.height();
        double limit = -Math.log(MIN_RATIO);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double target = area * (MIN_AREA + (MAX_AREA - MIN_AREA) * random.nextDouble());
            double ratio = Math.exp(limit * (2 * random.nextDouble() - 1));
            int height = (int) Math.rint(Math.sqrt(target * ratio));
            int width = (int) Math.rint(Math.sqrt(target / ratio));
            if (height > 0 && width > 0 && height < image.height() && width < image.width()) {
                int top = random.nextInt(image.height() - height + 1);
                int left = random.nextInt(image.width() - width + 1);
                return erase(image, new CropRegion(left, top, width, height), random);
            }
        }
        return image;
    }

    private static RgbImage erase(RgbImage image, CropRegion region, RandomGenerator random) {
        byte[] out = image.rgb().clone();
        for (int row = region.top(); row < region.top() + region.height(); row++) {
            int from = 3 * (row * image.width() + region.left());
            for (int i = 0; i < 3 * region.width(); i++) {
                double value = ImageNetColours.mean(i % 3) + ImageNetColours.deviation(i % 3) * random.nextGaussian();
                out[from + i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return new RgbImage(image.width(), image.height(), out);
    }
}
