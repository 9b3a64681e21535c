package io.peco4j.nn.dalle;

/**
 * The size of a {@link DalleEncoder} or a {@link DalleDecoder}.
 *
 * @param hidden channels at the highest resolution; each of the three halvings doubles them
 * @param blocks per resolution
 * @param vocabulary number of tokens
 * @param initial channels that the decoder makes of a token
 */
public record DalleShape(int hidden, int blocks, int vocabulary, int initial) {
    /** Resolutions. */
    static final int GROUPS = 4;

    /** The published size: 8192 tokens. */
    public static DalleShape published() {
        return new DalleShape(256, 2, 8192, 128);
    }

    /** Channels of a resolution, counted from 0 at the highest. */
    int width(int group) {
        return hidden << group;
    }

    /** What the results of residual paths are multiplied with. */
    double gain() {
        int layers = GROUPS * blocks;
        return 1.0 / (layers * layers);
    }
}
