package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * Cuts out a random region and resizes it to a fixed size: Inception's crop, with torchvision's rules.
 *
 * <p>Up to ten attempts draw an area uniformly and a shape log-uniformly; where none fits, the middle of the picture is
 * taken, as large as the limits of the shape allow. {@link #draw} and {@link #crop} show the same region at two sizes,
 * as BEiT needs it (beit/transforms.py: the encoder's view and the tokenizer's).
 *
 * @param size of the result
 * @param minScale smallest area, as a part of the picture's
 * @param maxScale largest area, as a part of the picture's
 * @param minRatio smallest width by height
 * @param maxRatio largest width by height
 * @param filter the kernel of the resize
 */
public record RandomResizedCrop(
        PictureSize size, double minScale, double maxScale, double minRatio, double maxRatio, Filter filter)
        implements GeometricTransform {
    private static final int ATTEMPTS = 10;

    /** @throws IllegalArgumentException if a limit is not positive or above its partner */
    public RandomResizedCrop {
        if (!(minScale > 0 && minScale <= maxScale) || !(minRatio > 0 && minRatio <= maxRatio)) {
            throw new IllegalArgumentException("a crop to " + size + " with scale " + minScale + " to " + maxScale
                    + " and ratio " + minRatio + " to " + maxRatio);
        }
    }

    /** Crops to a square. */
    public RandomResizedCrop(
            int side, double minScale, double maxScale, double minRatio, double maxRatio, Filter filter) {
        this(PictureSize.square(side), minScale, maxScale, minRatio, maxRatio, filter);
    }

    /** Shapes from 3:4 to 4:3, as everywhere in the literature, around the shape of the result. */
    public RandomResizedCrop(PictureSize size, double minScale, double maxScale, Filter filter) {
        this(size, minScale, maxScale, 3.0 / 4 * aspect(size), 4.0 / 3 * aspect(size), filter);
    }

    /** The same for a square. */
    public RandomResizedCrop(int side, double minScale, double maxScale, Filter filter) {
        this(PictureSize.square(side), minScale, maxScale, filter);
    }

    /** A region of a picture of the given size. */
    public CropRegion draw(int width, int height, RandomGenerator random) {
        double area = (double) width * height;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double target = area * between(random, minScale, maxScale);
            double ratio = Math.exp(between(random, Math.log(minRatio), Math.log(maxRatio)));
            int w = (int) Math.rint(Math.sqrt(target * ratio));
            int h = (int) Math.rint(Math.sqrt(target / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                int top = random.nextInt(height - h + 1);
                return new CropRegion(random.nextInt(width - w + 1), top, w, h);
            }
        }
        return middle(width, height);
    }

    /** The region of the picture, resized to a square. Reads nothing outside of the region. */
    public static RgbImage crop(RgbImage image, CropRegion region, int size, Filter filter) {
        return crop(image, region, size, size, filter);
    }

    /** The region of the picture, resized. Reads nothing outside of the region. */
    public static RgbImage crop(RgbImage image, CropRegion region, PictureSize size, Filter filter) {
        return crop(image, region, size.width(), size.height(), filter);
    }

    /** The region of the picture, resized to any shape. */
    public static RgbImage crop(RgbImage image, CropRegion region, int width, int height, Filter filter) {
        return Resampler.resize(image, region, width, height, filter);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return before.crop(draw(before.width(), before.height(), random)).scale(size.width(), size.height(), filter);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return crop(image, draw(image.width(), image.height(), random), size, filter);
    }

    private static double aspect(PictureSize size) {
        return (double) size.width() / size.height();
    }

    private CropRegion middle(int width, int height) {
        double ratio = (double) width / height;
        int w = width;
        int h = height;
        if (ratio < minRatio) {
            h = Math.max(1, (int) Math.rint(width / minRatio));
        } else if (ratio > maxRatio) {
            w = Math.max(1, (int) Math.rint(height * maxRatio));
        }
        return new CropRegion((width - w) / 2, (height - h) / 2, w, h);
    }

    private static double between(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
