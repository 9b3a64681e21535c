package io.peco4j.datasets.coco;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.InstanceMask;
import java.util.Optional;

/**
 * What a file says of an object, in the file's own numbers.
 *
 * @param left of the box, in pixels
 * @param top of the box
 * @param width of the box; may be 0 or negative, as whatever a file says
 * @param height of the box, likewise
 * @param crowd whether it is a group of objects
 * @param shape what the file says of the object's pixels
 */
record Annotation(double left, double top, double width, double height, boolean crowd, Shape shape) {

    /** What a file says of an object's pixels. */
    sealed interface Shape {}

    /** Nothing. */
    record Unknown() implements Shape {}

    /** That there are none: outlines, none of which has three corners. */
    record Nothing() implements Shape {}

    /** A mask, which may have no pixel. */
    record Masked(InstanceMask mask) implements Shape {}

    /** The mask, if the file has one. */
    Optional<InstanceMask> mask() {
        return shape instanceof Masked masked ? Optional.of(masked.mask()) : Optional.empty();
    }

    /** Whether the box reaches beyond a picture of that size. */
    boolean reachesOut(int pictureWidth, int pictureHeight) {
        return left < 0 || top < 0 || left + width > pictureWidth || top + height > pictureHeight;
    }

    /** The part of the box that lies on a picture of that size; empty if it has no area. */
    Optional<Box> box(int pictureWidth, int pictureHeight) {
        float from = (float) Math.max(left, 0);
        float above = (float) Math.max(top, 0);
        float to = (float) Math.min(left + width, pictureWidth);
        float below = (float) Math.min(top + height, pictureHeight);
        return from < to && above < below ? Optional.of(new Box(from, above, to, below)) : Optional.empty();
    }
}
