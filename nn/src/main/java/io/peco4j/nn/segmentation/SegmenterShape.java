package io.peco4j.nn.segmentation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The size of a {@link Segmenter}.
 *
 * @param layers the four blocks whose tokens it reads, from 1, not descending
 * @param channels within UPerNet's head; the encoder's width
 * @param auxiliaryChannels within the auxiliary head; 256
 * @param classes that a pixel may have
 * @param scales of UPerNet's pooling of the coarsest map; 1, 2, 3 and 6
 * @param dropout share of the channels that training leaves out before either classifier; 0.1
 */
public record SegmenterShape(
        List<Integer> layers, int channels, int auxiliaryChannels, int classes, List<Integer> scales, double dropout) {
    /** The level that the auxiliary head reads, whose resolution is that of the tokens. */
    static final int AUXILIARY_LEVEL = 2;

    private static final int LEVELS = 4;

    /** @throws IllegalArgumentException if there are not four layers */
    public SegmenterShape {
        layers = List.copyOf(layers);
        scales = List.copyOf(scales);
        if (layers.size() != LEVELS) {
            throw new IllegalArgumentException(layers.size() + " layers instead of " + LEVELS);
        }
    }

    /** The blocks at a third, a half, two thirds and the whole of the depth: 4, 6, 8 and 12 of ViT-B. */
    public static List<Integer> spread(int depth) {
        return Stream.of(1.0 / 3, 0.5, 2.0 / 3, 1.0)
                .map(share -> Math.max(1, (int) Math.round(share * depth)))
                .toList();
    }
}
