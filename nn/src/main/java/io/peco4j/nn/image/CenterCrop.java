package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Cuts a square out of the middle. A picture that is smaller gets a black border, as in torchvision.
 *
 * @param size side of the square in pixels, at least 1
 */
public record CenterCrop(int size) implements ImageTransform {

    /** @throws IllegalArgumentException if the size is not positive */
    public CenterCrop {
        if (size < 1) {
            throw new IllegalArgumentException("a crop of " + size);
        }
    }

    /** The middle of the picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        int width = Math.min(size, image.width());
        int height = Math.min(size, image.height());
        RgbImage middle = Resampler.copy(
                image, new CropRegion(before(image.width() - width), before(image.height() - height), width, height));
        return width == size && height == size ? middle : bordered(middle);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }

    private RgbImage bordered(RgbImage image) {
        byte[] out = new byte[3 * size * size];
        int left = (size - image.width()) / 2;
        int top = (size - image.height()) / 2;
        int stride = 3 * image.width();
        for (int row = 0; row < image.height(); row++) {
            System.arraycopy(image.rgb(), row * stride, out, 3 * ((top + row) * size + left), stride);
        }
        return new RgbImage(size, size, out);
    }

    /** Half of what is left over, halves rounded to the even number: Python's {@code round}. */
    private static int before(int rest) {
        return (int) Math.rint(rest / 2.0);
    }
}
