package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Images of different sizes as one array.
 *
 * @param images float32 (B, 3, H, W), normalised, zeros below and to the right of each image
 * @param sizes of the images within the array
 * @param originals sizes before they were resized
 */
public record ImageBatch(NDArray images, List<PixelSize> sizes, List<PixelSize> originals) {
    /** Copies the lists. */
    public ImageBatch {
        sizes = List.copyOf(sizes);
        originals = List.copyOf(originals);
    }

    /** The same batch, with its array moved to a manager. */
    ImageBatch within(NDManager manager) {
        images.attach(manager);
        return this;
    }

    /** Size of the array, with padding. */
    public PixelSize padded() {
        return PixelSize.of(images);
    }
}
