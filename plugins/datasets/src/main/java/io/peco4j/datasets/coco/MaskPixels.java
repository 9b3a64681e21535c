package io.peco4j.datasets.coco;

import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.datasets.coco.Annotation.Nothing;
import io.peco4j.nn.metric.RunLengthMask;

/** Whether masks have pixels on their pictures; outlines are filled only where their size leaves a doubt. */
final class MaskPixels {
    /** Outlines of this thickness in pixels contain the centre of one; twice the least, to be certain. */
    private static final double THICK = 3;

    private MaskPixels() {}

    /** Whether run lengths are those of a picture of that size. */
    static boolean fits(Annotation object, CocoFile.Picture picture) {
        return !(object.mask().orElse(null) instanceof RunLengths lengths)
                || lengths.width() == picture.width() && lengths.height() == picture.height();
    }

    /** Whether the object has a pixel there; an object without a mask may have. */
    static boolean any(Annotation object, CocoFile.Picture picture) {
        if (object.shape() instanceof Nothing) {
            return false;
        }
        return object.mask().map(mask -> any(mask, picture)).orElse(true);
    }

    private static boolean any(InstanceMask mask, CocoFile.Picture picture) {
        if (mask instanceof RunLengths lengths) {
            for (int run = 1; run < lengths.runs().length; run += 2) {
                if (lengths.runs()[run] > 0) {
                    return true;
                }
            }
            return false;
        }
        return ((Polygons) mask).outlines().stream().anyMatch(outline -> isThick(outline, picture))
                || RunLengthMask.of(mask, picture.height(), picture.width()).area() > 0;
    }

    /** Whether an outline lies on the picture and is thick on average, so that it has pixels for certain. */
    private static boolean isThick(double[] corners, CocoFile.Picture picture) {
        double twice = 0;
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < corners.length; i += 2) {
            int next = (i + 2) % corners.length;
            twice += corners[i] * corners[next + 1] - corners[next] * corners[i + 1];
            left = Math.min(left, corners[i]);
            right = Math.max(right, corners[i]);
            top = Math.min(top, corners[i + 1]);
            bottom = Math.max(bottom, corners[i + 1]);
        }
        return left >= 0
                && top >= 0
                && right <= picture.width()
                && bottom <= picture.height()
                && Math.abs(twice) / 2 >= THICK * Math.max(right - left, bottom - top);
    }
}
