package io.peco4j.nn.image;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import java.util.random.RandomGenerator;

/**
 * A picture as those see it that are trained already: as much of the middle as a square holds, scaled, as {@link
 * Sample#IMAGE}.
 *
 * @param side of the square, in pixels
 */
public record SquareView(int side) implements Preparation {
    private static final int PIXELS_OF_A_PASS = 4 * 224 * 224;
    private static final int MOST = 256;

    /**
     * How many pictures go through a network together: 4 of 224 pixels, 49 of 64. Larger passes are slower on
     * processors, whose caches their maps leave.
     */
    public int batch() {
        return Math.max(1, Math.min(MOST, PIXELS_OF_A_PASS / (side * side)));
    }

    /** The same for every generator: {@link Sample#IMAGE} and, where the example has a class, {@link Sample#LABEL}. */
    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        return of(example);
    }

    /** The row of an example, which nothing random takes part in. */
    public Sample of(Example example) {
        Sample sample = Sample.of(Sample.IMAGE, picture(example.image()));
        return example instanceof Example.Labelled labelled ? sample.with(Sample.LABEL, labelled.label()) : sample;
    }

    /** The view of a picture. */
    public RgbImage picture(RgbImage image) {
        return new CenterCrop(side).apply(new ResizeShortSide(side, Filter.BICUBIC).apply(image));
    }
}
