package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;

/**
 * The objects of an image.
 *
 * @param boxes in pixels
 * @param labels classes from 1, one a box; not to be changed
 * @param masks int64, uint8 or float32 (N, H, W), 1 where the object is, as large as the image
 */
@SuppressWarnings("ArrayRecordComponent") // a record of one image that nobody compares
public record GroundTruth(Boxes boxes, int[] labels, NDArray masks) {

    /** @throws IllegalArgumentException if the numbers of boxes, labels and masks differ */
    public GroundTruth {
        if (boxes.size() != labels.length || labels.length != masks.getShape().get(0)) {
            throw new IllegalArgumentException(
                    boxes.size() + " boxes, " + labels.length + " labels, masks " + masks.getShape());
        }
    }
}
