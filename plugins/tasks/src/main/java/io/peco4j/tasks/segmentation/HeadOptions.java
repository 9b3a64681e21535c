package io.peco4j.tasks.segmentation;

import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.nn.segmentation.SegmenterShape;
import java.util.List;
import java.util.Optional;

/**
 * UPerNet's networks on the encoder.
 *
 * @param layers whose tokens they read
 * @param channels of UPerNet's head
 * @param auxiliaryChannels of the auxiliary head
 * @param auxiliaryWeight of its loss
 * @param dropout before the classifiers
 * @param poolScales of the pyramid pooling
 */
public record HeadOptions(
        @Describe("the four blocks whose tokens are read, from 1; null: at a third, a half, two thirds and the whole of"
                + " the depth, of ViT-B 4, 6, 8, 12")
        Optional<List<Integer>> layers,

        @Describe("channels of UPerNet's head; null: the encoder's width") @Range(min = 1, max = 8192)
        Optional<Integer> channels,

        @Describe("channels of the auxiliary head") @Default("256") @Range(min = 1, max = 8192)
        int auxiliaryChannels,

        @Describe("weight of the auxiliary head's loss") @Default("0.4") @Range(min = 0, max = 100)
        double auxiliaryWeight,

        @Describe("share of the channels that training leaves out before the classifiers")
        @Default("0.1")
        @Range(min = 0, max = 0.99)
        double dropout,

        @Describe("rows and columns of the grids over which the coarsest map is averaged") @Default("[1, 2, 3, 6]")
        List<Integer> poolScales) {

    /** The blocks of an encoder. */
    List<Integer> layersOf(VisionEncoder encoder) {
        return layers.orElseGet(() -> SegmenterShape.spread(encoder.depth()));
    }

    /** The networks' shape. */
    SegmenterShape shape(VisionEncoder encoder, int classes) {
        return new SegmenterShape(
                layersOf(encoder), channels.orElseGet(encoder::width), auxiliaryChannels, classes, poolScales, dropout);
    }
}
