package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;

/**
 * The objects of an image.
 *
 * @param boxes in pixels, each with an area
 * @param labels classes from 1, one a box; not to be changed
 * @param masks one an object
 */
@SuppressWarnings("ArrayRecordComponent") // a record of one image that nobody compares
public record GroundTruth(Boxes boxes, int[] labels, ObjectMasks masks) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there are not as many boxes as labels and masks, a label is below 1, or a box
     *     has no area
     */
    public GroundTruth {
        if (boxes.size() != labels.length || labels.length != masks.count()) {
            throw new IllegalArgumentException(
                    boxes.size() + " boxes, " + labels.length + " labels, masks of " + masks.count());
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 1) {
                throw new IllegalArgumentException("object " + i + " has the label " + labels[i]
                        + ", but classes count from 1: 0 is the background");
            }
            if (!(boxes.width(i) > 0 && boxes.height(i) > 0)) {
                throw new IllegalArgumentException("the box of object " + i + " has no area: " + boxes.select(i));
            }
        }
    }

    /**
     * Objects whose masks are in an array.
     *
     * @param masks int64, uint8 or float32 (N, H, W), 1 where the object is, as large as the image; open while they are
     *     read
     * @throws IllegalArgumentException as above
     */
    public GroundTruth(Boxes boxes, int[] labels, NDArray masks) {
        this(boxes, labels, ObjectMasks.of(masks));
    }

    /** The same objects after their image was resized. */
    GroundTruth resized(PixelSize from, PixelSize to) {
        return new GroundTruth(boxes.resized(from, to), labels, masks.resized(to));
    }
}
