package io.peco4j.tasks;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.CenterCrop;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import java.util.random.RandomGenerator;

/**
 * The one view of a picture that scores are computed on: resized, bicubic, so that it just covers more than the view, then
 * the centre cut out. With a fraction of 0.875 and a square this is the usual 256 to 224.
 *
 * @param size of the view
 * @param fraction how much of what covers it the view spans, above 0 and at most 1
 */
public record EvaluationView(PictureSize size, double fraction) implements Preparation {

    /** A square view. */
    public EvaluationView(int side, double fraction) {
        this(PictureSize.square(side), fraction);
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        return LabelledPictures.sample(example, new CenterCrop(size).apply(covering(example.image())));
    }

    /** The longer side is rounded down, as in torchvision. */
    private RgbImage covering(RgbImage image) {
        long height = Math.round(size.height() / fraction);
        long width = Math.round(size.width() / fraction);
        boolean wide = image.width() * height >= image.height() * width;
        return wide
                ? new Resize((int) (height * image.width() / image.height()), (int) height, Filter.BICUBIC).apply(image)
                : new Resize((int) width, (int) (width * image.height() / image.width()), Filter.BICUBIC).apply(image);
    }
}
