package io.peco4j.nn.detection;

/**
 * Boxes as offsets from other boxes: shifts of the centre in units of the other's sides, and logarithms of the ratios
 * of the sides, each times a weight (Girshick et al. 2014, appendix C; weights as in Fast R-CNN's code).
 *
 * @param centreX weight of the horizontal shift
 * @param centreY weight of the vertical shift
 * @param width weight of the log ratio of widths
 * @param height weight of the log ratio of heights
 */
public record BoxCoder(float centreX, float centreY, float width, float height) {
    /** All weights 1: region proposals. */
    public static final BoxCoder PROPOSALS = new BoxCoder(1, 1, 1, 1);

    /** The weights of the second stage: 10 for shifts, 5 for log ratios. */
    public static final BoxCoder DETECTIONS = new BoxCoder(10, 10, 5, 5);

    /** The largest log ratio that is believed: a side of 16 becomes 1000. */
    private static final float LARGEST_LOG_RATIO = (float) Math.log(1000.0 / 16);

    /**
     * The offsets that {@link #decode} maps to the wanted boxes.
     *
     * @param wanted as many as anchors
     * @return four numbers a box
     */
    public float[] encode(Boxes wanted, Boxes anchors) {
        float[] offsets = new float[4 * anchors.size()];
        for (int i = 0; i < anchors.size(); i++) {
            float anchorWidth = anchors.width(i);
            float anchorHeight = anchors.height(i);
            float fromX = anchors.x1(i) + 0.5f * anchorWidth;
            float fromY = anchors.y1(i) + 0.5f * anchorHeight;
            float toX = wanted.x1(i) + 0.5f * wanted.width(i);
            float toY = wanted.y1(i) + 0.5f * wanted.height(i);
            offsets[4 * i] = centreX * (toX - fromX) / anchorWidth;
            offsets[4 * i + 1] = centreY * (toY - fromY) / anchorHeight;
            offsets[4 * i + 2] = width * (float) Math.log(wanted.width(i) / anchorWidth);
            offsets[4 * i + 3] = height * (float) Math.log(wanted.height(i) / anchorHeight);
        }
        return offsets;
    }

    /**
     * The boxes at the given offsets; several a box where each class has its own.
     *
     * @param offsets four numbers a box and class, classes fastest
     * @return for each anchor in turn one box a class
     * @throws IllegalArgumentException if the offsets are not a multiple of the anchors
     */
    public Boxes decode(float[] offsets, Boxes anchors) {
        if (anchors.size() == 0 ? offsets.length != 0 : offsets.length % (4 * anchors.size()) != 0) {
            throw new IllegalArgumentException(offsets.length + " offsets for " + anchors.size() + " boxes");
        }
        int classes = anchors.size() == 0 ? 1 : offsets.length / (4 * anchors.size());
        float[] corners = new float[offsets.length];
        for (int at = 0; at < offsets.length; at += 4) {
            int anchor = at / (4 * classes);
            float anchorWidth = anchors.width(anchor);
            float anchorHeight = anchors.height(anchor);
            float x = offsets[at] / centreX * anchorWidth + (anchors.x1(anchor) + 0.5f * anchorWidth);
            float y = offsets[at + 1] / centreY * anchorHeight + (anchors.y1(anchor) + 0.5f * anchorHeight);
            float halfWidth = 0.5f * stretched(offsets[at + 2] / width, anchorWidth);
            float halfHeight = 0.5f * stretched(offsets[at + 3] / height, anchorHeight);
            corners[at] = x - halfWidth;
            corners[at + 1] = y - halfHeight;
            corners[at + 2] = x + halfWidth;
            corners[at + 3] = y + halfHeight;
        }
        return Boxes.owning(corners);
    }

    private static float stretched(float logRatio, float side) {
        return (float) Math.exp(Math.min(logRatio, LARGEST_LOG_RATIO)) * side;
    }
}
