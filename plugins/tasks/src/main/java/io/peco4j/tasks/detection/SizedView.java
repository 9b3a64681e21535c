package io.peco4j.tasks.detection;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Placement;
import java.util.List;

/**
 * Whole pictures whose short side has a length, unless the long side would become too long, as detectors see them.
 *
 * @param shortSide wanted, in pixels
 * @param longSide at most, in pixels
 */
record SizedView(int shortSide, int longSide) {
    /** The largest pictures, which most are of a data set of photos. */
    PictureSize largest() {
        return new PictureSize(shortSide, longSide);
    }

    /** Where the pixels of a picture go. */
    Placement place(RgbImage image) {
        double scale = Math.min(
                (double) shortSide / Math.min(image.width(), image.height()),
                (double) longSide / Math.max(image.width(), image.height()));
        return Placement.whole(image.width(), image.height())
                .scale(side(image.width() * scale), side(image.height() * scale), Filter.BILINEAR);
    }

    private static int side(double length) {
        return Math.max(1, (int) Math.round(length));
    }

    /** Placed objects; all of them, since a mask without a pixel left is one that is not known. */
    static List<Instance> placed(List<Instance> objects, Placement placement) {
        return objects.stream()
                .map(object -> new Instance(
                        object.label(),
                        placement
                                .apply(object.box())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "the box of an object lies beside its picture: " + object.box())),
                        object.crowd(),
                        object.mask().flatMap(placement::apply)))
                .toList();
    }

    /** @throws IllegalArgumentException if the example has no objects */
    static Example.Detected detected(Example example) {
        if (example instanceof Example.Detected detected) {
            return detected;
        }
        throw new IllegalArgumentException(
                "an example without objects: " + example.getClass().getSimpleName());
    }
}
