package io.peco4j.tokenizers.shared;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import java.util.random.RandomGenerator;

/**
 * A random crop, resized and flipped half of the time: the field {@link Sample#IMAGE}, and {@link Sample#LABEL} where
 * there is one.
 */
public record TrainingView(ImageTransform transform) implements Preparation {

    /**
     * The view of a tokenizer.
     *
     * @param size side of the view, in pixels
     * @param minScale smallest part of a picture's area that it shows, above 0, at most 1
     */
    public static TrainingView of(int size, double minScale) {
        return new TrainingView(new RandomResizedCrop(size, minScale, 1, Filter.BICUBIC).then(new HorizontalFlip(0.5)));
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        RgbImage view = transform.apply(example.image(), random);
        Sample sample = Sample.of(Sample.IMAGE, view);
        if (example instanceof Example.Labelled labelled) {
            return sample.with(Sample.LABEL, labelled.label());
        }
        return example instanceof Example.Clip clip ? sample.with(Sample.LABEL, clip.label()) : sample;
    }
}
