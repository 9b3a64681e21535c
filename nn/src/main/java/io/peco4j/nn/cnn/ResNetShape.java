package io.peco4j.nn.cnn;

import java.util.List;

/**
 * The size of a {@link ResNet}.
 *
 * @param unit what its blocks are
 * @param blocks per stage, from the highest resolution to the lowest
 * @param widths inner channels of each stage's blocks; the stem has the first stage's
 * @param classes of the classifier; 0: there is none
 */
public record ResNetShape(Unit unit, List<Integer> blocks, List<Integer> widths, int classes) {
    /** @throws IllegalArgumentException if blocks and widths are not of the same number of stages */
    public ResNetShape {
        blocks = List.copyOf(blocks);
        widths = List.copyOf(widths);
        if (blocks.size() != widths.size() || blocks.isEmpty()) {
            throw new IllegalArgumentException(blocks.size() + " stages of blocks, " + widths.size() + " of widths");
        }
    }

    /** A residual block of He et al. 2016. */
    public enum Unit {
        /** Two 3x3 convolutions. */
        BASIC(1),
        /** 1x1, 3x3 with the stride (v1.5), 1x1 to four times the channels. */
        BOTTLENECK(4);

        private final int expansion;

        Unit(int expansion) {
            this.expansion = expansion;
        }

        /** Channels of a block's result as multiples of its inner channels. */
        public int expansion() {
            return expansion;
        }
    }

    /** ResNet-50. */
    public static ResNetShape resNet50(int classes) {
        return new ResNetShape(Unit.BOTTLENECK, List.of(3, 4, 6, 3), List.of(64, 128, 256, 512), classes);
    }

    /** Channels of a stage's result, counted from 0. */
    public int channels(int stage) {
        return widths.get(stage) * unit.expansion();
    }
}
