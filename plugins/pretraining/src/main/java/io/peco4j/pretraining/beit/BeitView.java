package io.peco4j.pretraining.beit;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mask.PatchMask;
import java.util.random.RandomGenerator;

/**
 * Jitters colours, flips half of the time, and shows one random region twice: in the field {@value #IMAGE} to the
 * encoder, in {@value #TARGET} to the tokenizer. Where both want the same size there is one picture, {@value #IMAGE}.
 * {@value #MASK}, float32 (N), is 1 where a patch is hidden. The order of steps is BEiT's (beit/datasets.py); both
 * resizes are bicubic.
 *
 * @param colours jitter and flip, of the whole picture
 * @param crop draws the region; its size is the encoder's
 * @param target size of the tokenizer's picture
 */
record BeitView(ImageTransform colours, RandomResizedCrop crop, PictureSize target, PatchMask mask)
        implements Preparation {
    static final String IMAGE = Sample.IMAGE;
    static final String TARGET = "target";
    static final String MASK = "mask";

    /** The view of a study's options. */
    static BeitView of(BeitOptions options, PictureSize image, PictureSize target, PatchMask mask) {
        double amount = options.colorJitter();
        return new BeitView(
                new ColorJitter(amount, amount, amount, 0).then(new HorizontalFlip(0.5)),
                new RandomResizedCrop(image, options.cropScale(), 1, Filter.BICUBIC),
                target,
                mask);
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        RgbImage picture = colours.apply(example.image(), random);
        CropRegion region = crop.draw(picture.width(), picture.height(), random);
        Sample sample = Sample.of(IMAGE, RandomResizedCrop.crop(picture, region, crop.size(), crop.filter()))
                .with(MASK, mask.draw(random), mask.patches());
        return target.equals(crop.size())
                ? sample
                : sample.with(TARGET, RandomResizedCrop.crop(picture, region, target, crop.filter()));
    }
}
