package io.peco4j.tasks;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.nn.image.CenterCrop;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.ResizeShortSide;
import java.util.random.RandomGenerator;

/**
 * The one view of a picture that scores are computed on: the short side resized, bicubic, then the centre cut out.
 * With a fraction of 0.875 this is the usual 256 to 224.
 *
 * @param size side of the view, in pixels
 * @param fraction how much of the short side the view spans, above 0 and at most 1
 */
public record EvaluationView(int size, double fraction) implements Preparation {
    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        RgbImage resized =
                new ResizeShortSide((int) Math.round(size / fraction), Filter.BICUBIC).apply(example.image());
        return LabelledPictures.sample(example, new CenterCrop(size).apply(resized));
    }
}
