package io.peco4j.nn.learn;

import io.peco4j.api.model.PictureSize;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandAugment;
import io.peco4j.nn.image.RandomErasing;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.loss.Mixing;

/**
 * How labelled pictures are varied while a classifier learns. Components nest it, flat, in their options. The defaults
 * are those of the fine-tuning of BEiT, MAE and PeCo, and of DeiT's training.
 *
 * @param mixup strength of mixup; 0: off
 * @param cutmix strength of cutmix; 0: off. Where both are on, a coin decides
 * @param mixPer what a draw of either is for
 * @param labelSmoothing share of the target that goes to all classes alike
 * @param cropScale smallest share of a picture's area that a random crop shows
 * @param randAugment magnitude of RandAugment's two operations, which varies by 0.5; 0: off
 * @param colorJitter largest change of brightness, contrast and saturation where RandAugment is off, as in timm
 * @param erasing probability that a random rectangle is erased
 */
public record Augmentation(
        @Describe("strength of mixup; 0: off") @Default("0.8") @Range(min = 0, max = 10)
        double mixup,

        @Describe("strength of cutmix; 0: off") @Default("1.0") @Range(min = 0, max = 10)
        double cutmix,

        @Describe("what mixup and cutmix draw for: the whole batch, each pair of pictures that are mixed, or each row")
        @Default("batch")
        Mixing.Per mixPer,

        @Describe("share of the target that goes to all classes alike") @Default("0.1") @Range(min = 0, max = 0.99)
        double labelSmoothing,

        @Describe("smallest share of a picture's area that a random crop shows")
        @Default("0.08")
        @Range(min = 0.01, max = 1)
        double cropScale,

        @Describe("random changes of colour and geometry, RandAugment's magnitude from 0 to 10; 0: off")
        @Default("9")
        @Range(min = 0, max = 10)
        double randAugment,

        @Describe("largest change of brightness, contrast and saturation, as a share, where rand-augment is 0")
        @Default("0")
        @Range(min = 0, max = 1)
        double colorJitter,

        @Describe("probability that a random rectangle is erased") @Default("0.25") @Range(min = 0, max = 1)
        double erasing) {
    private static final int OPERATIONS = 2;
    private static final double MAGNITUDE_DEVIATION = 0.5;
    private static final double CUTMIX_SHARE = 0.5;

    /** What is done to a picture while it is loaded, in timm's order. */
    public ImageTransform view(PictureSize size) {
        ImageTransform view = new RandomResizedCrop(size, cropScale, 1, Filter.BICUBIC).then(new HorizontalFlip(0.5));
        if (randAugment > 0) {
            view = view.then(new RandAugment(OPERATIONS, randAugment, MAGNITUDE_DEVIATION));
        } else if (colorJitter > 0) {
            view = view.then(new ColorJitter(colorJitter, colorJitter, colorJitter, 0));
        }
        return view.then(new RandomErasing(erasing));
    }

    /** Whether pictures of a batch are mixed. */
    public boolean mixes() {
        return mixup > 0 || cutmix > 0;
    }

    /** What is done to a batch. */
    public Mixing mixing() {
        return new Mixing(mixup, cutmix, 1, CUTMIX_SHARE, mixPer);
    }
}
