package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A step that moves pixels and leaves their colours alone: a crop, a flip, a resize. What it draws is a {@link
 * Placement}, which moves class maps, boxes and masks as it moves the picture.
 *
 * <pre>{@code
 * GeometricTransform view = new RandomResizedCrop(512, 0.25, 1, Filter.BILINEAR).then(new HorizontalFlip(0.5));
 * Placement placement = view.place(Placement.whole(image.width(), image.height()), random);
 * Example.Segmented placed = placement.apply(segmented);
 * }</pre>
 */
public interface GeometricTransform extends ImageTransform {

    /**
     * Draws where pixels go.
     *
     * @param before what earlier steps did
     * @param random the only source of randomness; steps without randomness draw nothing from it
     * @return the same, and then this step
     */
    Placement place(Placement before, RandomGenerator random);

    /** The picture of {@link #place}, byte by byte. */
    @Override
    default RgbImage apply(RgbImage image, RandomGenerator random) {
        return place(Placement.whole(image.width(), image.height()), random).apply(image);
    }

    /** This step, and then the next, which draws from the same generator. */
    default GeometricTransform then(GeometricTransform next) {
        return (before, random) -> next.place(place(before, random), random);
    }
}
