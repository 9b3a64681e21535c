package io.peco4j.nn.image;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * The one view of a picture that scores on classes are computed on: the short side resized, bicubic, then the centre
 * cut out. With a fraction of 0.875 this is the usual 256 to 224.
 *
 * <p>Draws nothing from the generator. Its rows are those of {@link LabelledPictures#sample}. For pictures without a
 * class see {@link SquareView}.
 *
 * @param size of the view
 * @param fraction how much of the short side the view spans, above 0 and at most 1
 */
public record EvaluationView(PictureSize size, double fraction) implements Preparation {

    /** @throws IllegalArgumentException if the fraction is no part of the picture */
    public EvaluationView {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a view of " + size + " pixels that spans " + fraction);
        }
    }

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
