package io.peco4j.nn.image;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import java.util.random.RandomGenerator;

/**
 * The one view of a picture that scores on classes are computed on: the short side resized, bicubic, then the centre cut
 * out. With a fraction of 0.875 this is the usual 256 to 224.
 *
 * <p>Draws nothing from the generator. Its rows are those of {@link LabelledPictures#sample}. For pictures without a class
 * see {@link SquareView}.
 *
 * @param size side of the view in pixels, at least 1
 * @param fraction how much of the short side the view spans, above 0 and at most 1
 */
public record EvaluationView(int size, double fraction) implements Preparation {

    /** @throws IllegalArgumentException if the size is not positive, or the fraction is no part of the picture */
    public EvaluationView {
        if (size < 1 || !(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a view of " + size + " pixels that spans " + fraction);
        }
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        RgbImage resized =
                new ResizeShortSide((int) Math.round(size / fraction), Filter.BICUBIC).apply(example.image());
        return LabelledPictures.sample(example, new CenterCrop(size).apply(resized));
    }
}
