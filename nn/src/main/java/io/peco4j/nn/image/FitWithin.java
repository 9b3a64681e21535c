package io.peco4j.nn.image;

import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * Resizes a picture, shape kept, to the largest size of which neither side exceeds its bound; both bounds are drawn
 * together, by a common factor: mmsegmentation's {@code Resize}, with {@link Filter#LINEAR}.
 *
 * @param longSide bound of the longer side where the factor is 1, in pixels
 * @param shortSide bound of the shorter side where the factor is 1, in pixels
 * @param least smallest factor
 * @param most largest factor; where it is the smallest, too, nothing is drawn
 */
public record FitWithin(int longSide, int shortSide, double least, double most) implements GeometricTransform {

    /** @throws IllegalArgumentException if a bound is below 1, or the factors are not positive and rising */
    public FitWithin {
        if (longSide < 1 || shortSide < 1 || !(least > 0 && least <= most)) {
            throw new IllegalArgumentException(
                    "at most " + longSide + " x " + shortSide + " pixels, times " + least + " to " + most);
        }
    }

    /** Without a draw. */
    public FitWithin(int longSide, int shortSide) {
        this(longSide, shortSide, 1, 1);
    }

    /** The bounds that follow from a draw, each rounded down: the longer side's first. */
    public FitWithin drawn(double draw) {
        double factor = draw * (most - least) + least;
        return new FitWithin(Math.max(1, (int) (longSide * factor)), Math.max(1, (int) (shortSide * factor)));
    }

    /** The size of a picture within the bounds themselves. */
    public PictureSize size(PictureSize picture) {
        double factor = Math.min(
                (double) longSide / Math.max(picture.height(), picture.width()),
                (double) shortSide / Math.min(picture.height(), picture.width()));
        return scaled(picture, factor);
    }

    /**
     * The size of a picture whose shorter side gets that length, whatever the longer side is then: for scoring with
     * windows, which do not fit into less.
     */
    public static PictureSize covering(PictureSize picture, int shortSide) {
        return scaled(picture, (double) shortSide / Math.min(picture.height(), picture.width()));
    }

    private static PictureSize scaled(PictureSize picture, double factor) {
        return new PictureSize(Math.max(1, (int) (picture.height() * factor + 0.5)), Math.max(1, (int)
                (picture.width() * factor + 0.5)));
    }

    @Override
    public Placement place(Placement before, RandomGenerator random) {
        FitWithin bounds = least == most ? drawn(0) : drawn(random.nextDouble());
        PictureSize size = bounds.size(new PictureSize(before.height(), before.width()));
        return before.scale(size.width(), size.height(), Filter.LINEAR);
    }
}
