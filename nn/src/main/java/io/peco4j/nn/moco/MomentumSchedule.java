package io.peco4j.nn.moco;

/**
 * The share of the momentum branch that a step keeps: rises from a base to 1 along half a cosine.
 *
 * @param base at the start of the training, in [0, 1]
 */
public record MomentumSchedule(double base) {

    /**
     * {@code 1 - (1 - base) (1 + cos(pi progress)) / 2}.
     *
     * @param progress how much of the training lies behind, from 0 to 1
     */
    public double at(double progress) {
        return 1 - (1 - base) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
