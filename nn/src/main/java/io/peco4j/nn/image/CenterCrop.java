package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * Cuts a rectangle out of the middle. A picture that is smaller gets a black border, as in torchvision.
 *
 * @param size of the result
 */
public record CenterCrop(PictureSize size) implements GeometricTransform {

    /** Cuts out a square. */
    public CenterCrop(int side) {
        this(PictureSize.square(side));
    }

    /** The middle of the picture; this step draws nothing. */
    public RgbImage apply(RgbImage image) {
        return place(Placement.whole(image.width(), image.height())).apply(image);
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return apply(image);
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        return place(before);
    }

    private Placement place(Placement before) {
        return before.window(
                before(before.width() - size.width()),
                before(before.height() - size.height()),
                size.width(),
                size.height());
    }

    /**
     * Half of what is left over, halves rounded to the even number: Python's {@code round}. Of a border, half rounded
     * down.
     */
    private static int before(int rest) {
        return rest < 0 ? -(-rest / 2) : (int) Math.rint(rest / 2.0);
    }
}
