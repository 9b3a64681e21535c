package io.peco4j.pretraining.bootmae;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.bootmae.PatchOrder;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mask.PatchMask;
import java.util.random.RandomGenerator;

/**
 * A random region of a picture, flipped half of the time, in the field {@value #IMAGE}, and the order of its patches in
 * {@value #ORDER}, int64 (N): the first are visible.
 *
 * <p>The original rolls all orders of a batch by one number. Here each picture draws its own, so that a batch may be
 * made of several passes.
 *
 * @param transform to the encoder's pictures
 * @param mask hides equally many patches of each
 * @param roll largest number of places that an order is rolled by
 */
record BootMaeView(ImageTransform transform, PatchMask mask, int roll) implements Preparation {
    static final String IMAGE = Sample.IMAGE;
    static final String ORDER = "order";

    /** The view of a study's options. */
    static BootMaeView of(BootMaeOptions options, PictureSize image, PatchMask mask) {
        ImageTransform transform =
                new RandomResizedCrop(image, options.cropScale(), 1, Filter.BICUBIC).then(new HorizontalFlip(0.5));
        // Rolled further, an order would show no patch that the mask leaves visible.
        return new BootMaeView(transform, mask, Math.min(options.roll(), mask.patches() - mask.count()));
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        Sample sample = Sample.of(IMAGE, transform.apply(example.image(), random));
        float[] hidden = mask.draw(random);
        float[] noise = new float[hidden.length];
        for (int patch = 0; patch < noise.length; patch++) {
            noise[patch] = (float) random.nextDouble();
        }
        return sample.with(ORDER, PatchOrder.of(hidden, noise, random.nextInt(roll + 1)), hidden.length);
    }
}
