package io.peco4j.nn.moco;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.GaussianBlur;
import io.peco4j.nn.image.Grayscale;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomApply;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.image.Solarize;
import java.util.random.RandomGenerator;

/**
 * Two random views of one picture, the fields {@value #FIRST} and {@value #SECOND}: crop, colour jitter, grey, blur,
 * solarisation and flip with the probabilities of BYOL (Grill et al. 2020, table 6) as MoCo v3 has them: only the first
 * view is always blurred, only the second one may be solarised.
 *
 * @param first makes the one view
 * @param second makes the other
 */
public record TwoViews(ImageTransform first, ImageTransform second) implements Preparation {
    /** Field of the first view. */
    public static final String FIRST = "view1";

    /** Field of the second view. */
    public static final String SECOND = "view2";

    /**
     * Views for an encoder.
     *
     * @param size of the views
     * @param minScale smallest part of the picture's area that a crop takes, above 0, at most 1
     */
    public static TwoViews of(PictureSize size, double minScale) {
        return new TwoViews(view(size, minScale, 1, 0), view(size, minScale, 0.1, 0.2));
    }

    private static ImageTransform view(PictureSize size, double minScale, double blur, double solarize) {
        return new RandomResizedCrop(size, minScale, 1, Filter.BILINEAR)
                .then(new RandomApply(0.8, new ColorJitter(0.4, 0.4, 0.2, 0.1)))
                .then(new RandomApply(0.2, new Grayscale()))
                .then(new RandomApply(blur, new GaussianBlur(0.1, 2)))
                .then(new RandomApply(solarize, new Solarize()))
                .then(new HorizontalFlip(0.5));
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        RgbImage one = first.apply(example.image(), random);
        return Sample.of(FIRST, one).with(SECOND, second.apply(example.image(), random));
    }
}
