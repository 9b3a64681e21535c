package io.peco4j.nn.detection;

import java.util.Collections;
import java.util.List;

/**
 * Sizes of a detector on a vision transformer, and how it learns and chooses. {@link #standard} has the values of
 * mmdetection's Mask R-CNN, as PeCo, BEiT and CAE use it.
 *
 * @param layers the four blocks that the pyramid is made of, as {@link VitMaps} takes them
 * @param channels of the pyramid's maps
 * @param proposals of the first stage
 * @param heads of the second stage
 * @param detections of the second stage
 */
public record DetectorShape(
        List<Integer> layers, int channels, RpnSettings proposals, RoiShape heads, RoiSettings detections) {
    /** Sides of a level's anchors, in places of its map. */
    private static final int ANCHOR_SCALE = 8;

    private static final int LEVELS = 5;
    private static final Matcher ANCHORS = new Matcher(0.7f, 0.3f, true, 0.3f);
    private static final int BOX_SIDE = 7;
    private static final int MASK_SIDE = 14;

    /** Copies the list. */
    public DetectorShape {
        layers = List.copyOf(layers);
    }

    /** Widths and numbers that make a detector large or small. */
    public record Widths(int channels, int head, int maskConvolutions) {
        /** 256 channels, 1024 of the box head, four convolutions of the mask head. */
        public static final Widths STANDARD = new Widths(256, 1024, 4);
    }

    /**
     * The usual detector: plain L1 distances, boxes cut out with aligned pixels and as many samples as they have
     * pixels, 7 bins for boxes and 14 for masks.
     *
     * @param layers the four blocks
     * @param classes of objects, the background not among them
     * @param masks whether objects get masks
     * @param training numbers of proposals in training
     * @param test numbers of proposals in tests
     */
    public static DetectorShape standard(
            List<Integer> layers,
            int classes,
            boolean masks,
            Widths widths,
            RpnSettings.Counts training,
            RpnSettings.Counts test) {
        RoiShape heads = new RoiShape(
                widths.channels(),
                1 + classes,
                BOX_SIDE,
                widths.head(),
                MASK_SIDE,
                Collections.nCopies(masks ? widths.maskConvolutions() : 0, widths.channels()),
                widths.channels(),
                0,
                true);
        return new DetectorShape(
                layers,
                widths.channels(),
                RpnSettings.standard(training, test).withBend(0).withMatcher(ANCHORS),
                heads,
                RoiSettings.STANDARD.withBend(0));
    }

    /** The same with samplers of so many anchors and proposals an image; their shares of objects stay. */
    public DetectorShape withSamples(int anchors, int boxes) {
        return new DetectorShape(
                layers,
                channels,
                proposals.withSampler(
                        new BalancedSampler(anchors, proposals.sampler().positives())),
                heads,
                detections.withSampler(
                        new BalancedSampler(boxes, detections.sampler().positives())));
    }

    /** The same with another least score and another number of detections. */
    public DetectorShape withDetections(double smallestScore, int most) {
        return new DetectorShape(
                layers,
                channels,
                proposals,
                heads,
                detections.withSmallestScore((float) smallestScore).withDetections(most));
    }

    /** Anchors of squares eight places of the map wide, at all levels. */
    AnchorGenerator anchors(int patch) {
        double[] sides = new double[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            // The finest map has four places a patch.
            sides[level] = ANCHOR_SCALE * (patch / 4.0) * (1 << level);
        }
        return AnchorGenerator.pyramid(sides);
    }
}
