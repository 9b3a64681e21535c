package io.peco4j.nn.gan;

/**
 * A factor that is 0 until training has come far enough for a discriminator: taming's {@code adopt_weight}.
 *
 * @param factor from the first step on
 * @param firstStep counted from 0
 */
public record AdversarialOnset(double factor, long firstStep) {
    /** The factor at a step. */
    public double at(long step) {
        return step < firstStep ? 0 : factor;
    }
}
