package io.peco4j.nn.vq;

import io.peco4j.nn.conv.GroupNorm;
import java.util.List;
import java.util.Set;

/**
 * The size of an encoder or a decoder.
 *
 * @param channels channels of the first stage; a multiple of {@code groups}
 * @param multipliers channels of each level as multiples of {@code channels}, from the highest resolution to the
 *     lowest; neighbouring levels differ by a factor of two in height and width
 * @param blocks residual blocks per level
 * @param attention levels, counted from 0 at the highest resolution, where an attention block follows each residual
 *     block; the middle has one always
 * @param latent channels of the encoder's output and of the decoder's input
 * @param groups of the norms; with less than about four channels a group a norm takes away the colour of a whole
 *     picture
 */
public record CnnShape(
        int channels, List<Integer> multipliers, int blocks, Set<Integer> attention, int latent, int groups) {
    public CnnShape {
        multipliers = List.copyOf(multipliers);
        attention = Set.copyOf(attention);
        if (multipliers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one level");
        }
    }

    /** A shape that attends at its lowest level or nowhere. */
    public CnnShape(int channels, List<Integer> multipliers, int blocks, boolean attention, int latent, int groups) {
        this(channels, multipliers, blocks, attention ? Set.of(multipliers.size() - 1) : Set.of(), latent, groups);
    }

    /** A shape that attends at its lowest level or nowhere, with the usual 32 groups. */
    public CnnShape(int channels, List<Integer> multipliers, int blocks, boolean attention, int latent) {
        this(channels, multipliers, blocks, attention, latent, GroupNorm.GROUPS);
    }

    /**
     * PeCo's encoder of one token per 16 x 16 pixels (Dong et al. 2021, section 3.1): two blocks per level, 256 latent
     * channels, and channels that double with each halving.
     *
     * @param channels 64, or half of them for the light tokenizer
     */
    public static CnnShape sixteenfold(int channels) {
        return new CnnShape(channels, List.of(1, 2, 4, 8, 16), 2, true, 256);
    }

    /** As {@link #sixteenfold} with one level less: one token per 8 x 8 pixels, for pictures of half the side. */
    public static CnnShape eightfold(int channels) {
        return new CnnShape(channels, List.of(1, 2, 4, 8), 2, true, 256);
    }

    /** The same with other residual blocks per level; VQGAN's decoders have one more than its encoders. */
    public CnnShape withBlocks(int number) {
        return new CnnShape(channels, multipliers, number, attention, latent, groups);
    }

    /** The same with half the channels at each level: about a quarter of the work. */
    public CnnShape halfChannels() {
        return new CnnShape(channels / 2, multipliers, blocks, attention, latent, groups);
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
        return attention.contains(level);
    }
}
