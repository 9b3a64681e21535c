package io.peco4j.nn.detection;

/**
 * How detections are chosen and learned. {@link #STANDARD} has the usual values (Ren et al. 2015; He et al. 2017).
 *
 * @param matcher of proposals to objects
 * @param sampler of the proposals that the losses count
 * @param coder of a proposal's offsets
 * @param bend of the smooth L1 distance of offsets, where it turns from a square into a line; 0: plain L1
 * @param smallestScore a detection must be above it
 * @param smallestSide of a detection, in pixels
 * @param suppression within each class
 * @param detections most of an image
 */
public record RoiSettings(
        Matcher matcher,
        BalancedSampler sampler,
        BoxCoder coder,
        double bend,
        float smallestScore,
        float smallestSide,
        NonMaximumSuppression suppression,
        int detections) {
    /** Objects from IoU 0.5, 512 proposals, a quarter objects, score 0.05, sides from 0.01, IoU 0.5, 100 detections. */
    public static final RoiSettings STANDARD = new RoiSettings(
            new Matcher(0.5f, 0.5f, false),
            new BalancedSampler(512, 0.25),
            BoxCoder.DETECTIONS,
            1.0 / 9,
            0.05f,
            1e-2f,
            new NonMaximumSuppression(0.5f),
            100);

    /** The same with another number of detections. */
    public RoiSettings withDetections(int other) {
        return new RoiSettings(matcher, sampler, coder, bend, smallestScore, smallestSide, suppression, other);
    }

    /** The same with another bend of the distance of offsets. */
    public RoiSettings withBend(double other) {
        return new RoiSettings(matcher, sampler, coder, other, smallestScore, smallestSide, suppression, detections);
    }

    /** The same with another least score. */
    public RoiSettings withSmallestScore(float other) {
        return new RoiSettings(matcher, sampler, coder, bend, other, smallestSide, suppression, detections);
    }

    /** The same with another sampler. */
    public RoiSettings withSampler(BalancedSampler other) {
        return new RoiSettings(matcher, other, coder, bend, smallestScore, smallestSide, suppression, detections);
    }
}
