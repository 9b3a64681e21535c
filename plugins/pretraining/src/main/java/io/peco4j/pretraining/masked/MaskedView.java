package io.peco4j.pretraining.masked;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mask.PatchMask;
import java.util.random.RandomGenerator;

/**
 * Shows one region of a picture twice: in the field {@value #IMAGE} to the encoder, in {@value #TARGET} to a tokenizer.
 * Where both want the same size there is one picture, {@value #IMAGE}. {@value #MASK}, float32 (N), is 1 where a patch
 * is hidden, and drawn anew each time. All resizes are bicubic.
 *
 * @param cut chooses the region
 * @param image size of the encoder's picture
 * @param target size of the tokenizer's picture
 */
public record MaskedView(Cut cut, PictureSize image, PictureSize target, PatchMask mask) implements Preparation {
    /** The field of the encoder's picture. */
    public static final String IMAGE = Sample.IMAGE;

    /** The field of the tokenizer's picture, where it is another one. */
    public static final String TARGET = "target";

    /** The field of the mask. */
    public static final String MASK = "mask";

    /** Chooses what is shown of a picture; runs on loader threads. */
    @FunctionalInterface
    public interface Cut {
        /** A region of the picture, or of a changed one. */
        Part of(RgbImage picture, RandomGenerator random);
    }

    /**
     * What is shown of a picture.
     *
     * @param region a part of it
     */
    public record Part(RgbImage picture, CropRegion region) {}

    /**
     * A random region of what a transform makes of a picture, in BEiT's order (beit/datasets.py). MAE flips after
     * the crop, which gives the same views as often.
     *
     * @param before changes the whole picture: jitter, flip
     * @param smallest part of the picture's area that a region covers, from above 0 to 1
     */
    public static MaskedView random(
            ImageTransform before, double smallest, PictureSize image, PictureSize target, PatchMask mask) {
        RandomResizedCrop crop = new RandomResizedCrop(image, smallest, 1, Filter.BICUBIC);
        Cut cut = (picture, random) -> {
            RgbImage changed = before.apply(picture, random);
            return new Part(changed, crop.draw(changed.width(), changed.height(), random));
        };
        return new MaskedView(cut, image, target, mask);
    }

    /** As much of the middle of the picture as has the shape of the encoder's: the same in every epoch. */
    public static MaskedView fixed(PictureSize image, PictureSize target, PatchMask mask) {
        return new MaskedView(
                (picture, random) -> new Part(picture, CropRegion.middle(picture, image)), image, target, mask);
    }

    /** Patches of a picture that stay visible, where all masks hide equally many. */
    public int visible() {
        return mask.patches() - mask.count();
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        Part part = cut.of(example.image(), random);
        Sample sample = Sample.of(IMAGE, shown(part, image)).with(MASK, mask.draw(random), mask.patches());
        return target.equals(image) ? sample : sample.with(TARGET, shown(part, target));
    }

    private static RgbImage shown(Part part, PictureSize size) {
        return RandomResizedCrop.crop(part.picture(), part.region(), size, Filter.BICUBIC);
    }
}
