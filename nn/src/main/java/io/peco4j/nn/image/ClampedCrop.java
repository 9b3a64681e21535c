package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Cuts out a random region and resizes it to a square, by MAE's rule: one draw of area and shape, and sides that exceed
 * the picture are cut to it, so that large areas lose their shape. {@link RandomResizedCrop} draws again instead.
 *
 * @param size side of the result in pixels, at least 1
 * @param minScale smallest area before the cut, as a part of the picture's
 * @param maxScale largest area before the cut, as a part of the picture's
 * @param minRatio smallest width by height before the cut
 * @param maxRatio largest width by height before the cut
 * @param filter the kernel of the resize
 */
public record ClampedCrop(int size, double minScale, double maxScale, double minRatio, double maxRatio, Filter filter)
        implements GeometricTransform {

    /** @throws IllegalArgumentException if the size is not positive, or a limit is not positive or above its partner */
    public ClampedCrop {
        if (size < 1 || !(minScale > 0 && minScale <= maxScale) || !(minRatio > 0 && minRatio <= maxRatio)) {
            throw new IllegalArgumentException("a crop to " + size + " with scale " + minScale + " to " + maxScale
                    + " and ratio " + minRatio + " to " + maxRatio);
        }
    }

    /** Shapes from 3:4 to 4:3, as everywhere in the literature. */
    public ClampedCrop(int size, double minScale, double maxScale, Filter filter) {
        this(size, minScale, maxScale, 3.0 / 4, 4.0 / 3, filter);
    }

    /** A region of a picture of the given size. */
    public CropRegion draw(int width, int height, RandomGenerator random) {
        double area = (double) width * height * between(random, minScale, maxScale);
        double ratio = Math.exp(between(random, Math.log(minRatio), Math.log(maxRatio)));
        int w = Math.max(1, Math.min(width, (int) Math.rint(Math.sqrt(area * ratio))));
        int h = Math.max(1, Math.min(height, (int) Math.rint(Math.sqrt(area / ratio))));
        int top = random.nextInt(height - h + 1);
        return new CropRegion(random.nextInt(width - w + 1), top, w, h);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return before.crop(draw(before.width(), before.height(), random)).scale(size, size, filter);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return RandomResizedCrop.crop(image, draw(image.width(), image.height(), random), size, filter);
    }

    private static double between(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
