package io.peco4j.nn.detection;

/**
 * How proposals are chosen and learned. {@link #standard} has the usual values (Ren et al. 2015; Lin et al. 2017).
 *
 * @param training numbers of proposals in training
 * @param test numbers of proposals in tests
 * @param suppression within each level
 * @param smallestSide of a proposal, in pixels
 * @param matcher of anchors to objects
 * @param sampler of the anchors that the losses count
 * @param bend of the smooth L1 distance of offsets, where it turns from a square into a line; 0: plain L1
 * @param depth number of 3x3 convolutions of the head
 */
public record RpnSettings(
        Counts training,
        Counts test,
        NonMaximumSuppression suppression,
        float smallestSide,
        Matcher matcher,
        BalancedSampler sampler,
        double bend,
        int depth) {

    /**
     * How many boxes an image has.
     *
     * @param before best anchors of each level that go into suppression
     * @param after proposals that come out of it, over all levels
     */
    public record Counts(int before, int after) {}

    /**
     * IoU 0.7 of suppression, sides from 0.001, objects from IoU 0.7, background below 0.3, 256 anchors, half of them
     * objects, a bend at 1/9, one convolution: torchvision.
     *
     * @param training 2000 and 2000 are usual
     * @param test 1000 and 1000 are usual
     */
    public static RpnSettings standard(Counts training, Counts test) {
        return new RpnSettings(
                training,
                test,
                new NonMaximumSuppression(0.7f),
                1e-3f,
                new Matcher(0.7f, 0.3f, true),
                new BalancedSampler(256, 0.5),
                1.0 / 9,
                1);
    }

    /** The same with another rule of suppression. */
    public RpnSettings withSuppression(NonMaximumSuppression other) {
        return new RpnSettings(training, test, other, smallestSide, matcher, sampler, bend, depth);
    }

    /** The same with another sampler. */
    public RpnSettings withSampler(BalancedSampler other) {
        return new RpnSettings(training, test, suppression, smallestSide, matcher, other, bend, depth);
    }

    /** The same with another way to match anchors to objects. */
    public RpnSettings withMatcher(Matcher other) {
        return new RpnSettings(training, test, suppression, smallestSide, other, sampler, bend, depth);
    }

    /** The same with another bend of the distance of offsets. */
    public RpnSettings withBend(double other) {
        return new RpnSettings(training, test, suppression, smallestSide, matcher, sampler, other, depth);
    }

    /** The same with another number of convolutions in the head. */
    public RpnSettings withDepth(int other) {
        return new RpnSettings(training, test, suppression, smallestSide, matcher, sampler, bend, other);
    }
}
