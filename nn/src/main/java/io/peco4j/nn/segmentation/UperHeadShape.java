package io.peco4j.nn.segmentation;

import java.util.List;

/**
 * The size of a {@link UperHead}.
 *
 * @param inputs channels of the pyramid's maps, from the finest to the coarsest
 * @param channels within the head; 512, 768 for ViT-B
 * @param classes that a pixel may have
 * @param scales of the pooling of the coarsest map
 * @param dropout share of the channels that training leaves out before the classifier; 0.1
 */
public record UperHeadShape(List<Integer> inputs, int channels, int classes, List<Integer> scales, double dropout) {
    public UperHeadShape {
        inputs = List.copyOf(inputs);
        scales = List.copyOf(scales);
    }

    /** The usual pooling scales 1, 2, 3, 6 and dropout 0.1. */
    public static UperHeadShape standard(List<Integer> inputs, int channels, int classes) {
        return new UperHeadShape(inputs, channels, classes, List.of(1, 2, 3, 6), 0.1);
    }

    /** Channels of the coarsest map. */
    int coarsest() {
        return inputs.get(inputs.size() - 1);
    }
}
