package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A step from picture to picture: a function of the picture and of what it draws from the generator.
 *
 * <p>Implementations are immutable and safe to use from several threads; they never write to the array of the picture
 * that they get, and may return that same picture where there is nothing to do.
 */
@FunctionalInterface
public interface ImageTransform {

    /**
     * Makes the new picture.
     *
     * @param random the only source of randomness; steps without randomness draw nothing from it
     */
    RgbImage apply(RgbImage image, RandomGenerator random);

    /** This step, and then the next, which draws from the same generator. */
    default ImageTransform then(ImageTransform next) {
        return (image, random) -> next.apply(apply(image, random), random);
    }
}
