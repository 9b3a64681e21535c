package io.peco4j.bench;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import java.util.random.RandomGenerator;

/** What nearly every training does with a photo: a random crop, resized, and a flip. */
final class CropAndFlip implements Preparation {
    private final ImageTransform transform;

    /** @param size side of the result, in pixels */
    CropAndFlip(int size) {
        transform = new RandomResizedCrop(size, 0.2, 1, Filter.BICUBIC).then(new HorizontalFlip(0.5));
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        return Sample.of(Sample.IMAGE, transform.apply(example.image(), random));
    }
}
