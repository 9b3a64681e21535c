package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * Cuts a rectangle out of the middle. A picture that is smaller gets a black border, as in torchvision.
 *
 * @param size of the result
 */
public record CenterCrop(PictureSize size) implements ImageTransform {

    /** Cuts out a square. */
    public CenterCrop(int side) {
        this(PictureSize.square(side));
    }

    /** The middle of the picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        int width = Math.min(size.width(), image.width());
        int height = Math.min(size.height(), image.height());
        RgbImage middle = Resampler.copy(
                image, new CropRegion(before(image.width() - width), before(image.height() - height), width, height));
        return width == size.width() && height == size.height() ? middle : bordered(middle);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }

    private RgbImage bordered(RgbImage image) {
        byte[] out = new byte[3 * size.height() * size.width()];
        int left = (size.width() - image.width()) / 2;
        int top = (size.height() - image.height()) / 2;
        int stride = 3 * image.width();
        for (int row = 0; row < image.height(); row++) {
            System.arraycopy(image.rgb(), row * stride, out, 3 * ((top + row) * size.width() + left), stride);
        }
        return new RgbImage(size.width(), size.height(), out);
    }

    /** Half of what is left over, halves rounded to the even number: Python's {@code round}. */
    private static int before(int rest) {
        return (int) Math.rint(rest / 2.0);
    }
}
