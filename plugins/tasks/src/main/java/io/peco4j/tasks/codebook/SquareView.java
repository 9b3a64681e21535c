package io.peco4j.tasks.codebook;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.nn.image.CenterCrop;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.ResizeShortSide;
import java.util.random.RandomGenerator;

/**
 * As much of the middle of a picture as a square holds, bicubic; no class is needed.
 *
 * @param size side of the view, in pixels
 */
record SquareView(int size) implements Preparation {
    RgbImage of(RgbImage image) {
        return new CenterCrop(size).apply(new ResizeShortSide(size, Filter.BICUBIC).apply(image));
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        Sample sample = Sample.of("image", of(example.image()));
        return example instanceof Example.Labelled labelled ? sample.with("label", labelled.label()) : sample;
    }
}
