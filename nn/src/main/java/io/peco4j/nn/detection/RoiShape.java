package io.peco4j.nn.detection;

import java.util.List;

/**
 * Sizes of the second stage of Mask R-CNN. {@link #standard} has the usual ones (He et al. 2017, figure 4).
 *
 * @param channels of the pyramid's maps
 * @param classes with the background, which is class 0
 * @param boxSide bins of a box along each axis, for its class
 * @param boxWidth of the two linear layers
 * @param maskSide bins of a box along each axis, for its mask, which has twice as many pixels
 * @param maskWidths channels of the mask head's convolutions; none: boxes alone, without masks
 * @param maskPredictorWidth channels of the transposed convolution
 * @param samples of a bin along each axis; 0: as many as it has pixels
 * @param aligned whether pixel centres lie at halves: mmdetection, not torchvision
 */
public record RoiShape(
        int channels,
        int classes,
        int boxSide,
        int boxWidth,
        int maskSide,
        List<Integer> maskWidths,
        int maskPredictorWidth,
        int samples,
        boolean aligned) {

    /** Copies the list. */
    public RoiShape {
        maskWidths = List.copyOf(maskWidths);
        if (classes < 2) {
            throw new IllegalArgumentException(classes + " classes, the background among them");
        }
    }

    /**
     * 7 bins and width 1024 for boxes, 14 bins and four convolutions of width 256 for masks, 2 samples, not aligned:
     * torchvision.
     */
    public static RoiShape standard(int channels, int classes) {
        return new RoiShape(channels, classes, 7, 1024, 14, List.of(256, 256, 256, 256), 256, 2, false);
    }

    /** Whether objects get masks. */
    public boolean masks() {
        return !maskWidths.isEmpty();
    }
}
