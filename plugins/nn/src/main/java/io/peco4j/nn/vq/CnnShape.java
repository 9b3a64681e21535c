package io.peco4j.nn.vq;

import io.peco4j.nn.conv.GroupNorm;
import java.util.List;

/**
 * The size of an encoder or a decoder.
 *
 * @param channels channels of the first stage; a multiple of {@code groups}
 * @param multipliers channels of each level as multiples of {@code channels}, from the highest resolution to the lowest;
 *     neighbouring levels differ by a factor of two in height and width
 * @param blocks residual blocks per level
 * @param attention whether an attention block follows each residual block of the lowest level; the middle has one always
 * @param latent channels of the encoder's output and of the decoder's input
 * @param groups of the norms; with less than about four channels a group a norm takes away the colour of a whole picture
 */
public record CnnShape(int channels, List<Integer> multipliers, int blocks, boolean attention, int latent, int groups) {
    public CnnShape {
        multipliers = List.copyOf(multipliers);
        if (multipliers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one level");
        }
    }

    /** A shape with the usual 32 groups. */
    public CnnShape(int channels, List<Integer> multipliers, int blocks, boolean attention, int latent) {
        this(channels, multipliers, blocks, attention, latent, GroupNorm.GROUPS);
    }

    /** Number of levels. */
    public int levels() {
        return multipliers.size();
    }

    /** Channels of a level, counted from 0 at the highest resolution. */
    public int width(int level) {
        return channels * multipliers.get(level);
    }

    /** Pixels per latent position along one side. */
    public int downsampling() {
        return 1 << (levels() - 1);
    }

    boolean attends(int level) {
        return attention && level == levels() - 1;
    }
}
