package io.peco4j.nn.metric;

/** Where an object is: its box, or the pixels that it covers. Regions that are compared must be of one kind. */
public sealed interface Region permits Rectangle, RunLengthMask {

    /** In square pixels. */
    double area();

    /**
     * The area that two regions share.
     *
     * @throws IllegalArgumentException if the other one is of another kind, or of another image size
     */
    double intersection(Region other);

    /** Intersection over union, in [0, 1]; 0 where both are empty. */
    default double iou(Region other) {
        double intersection = intersection(other);
        return intersection == 0 ? 0 : intersection / (area() + other.area() - intersection);
    }

    /** The share of this region that lies in the other one, in [0, 1]: how COCO compares a detection with a crowd. */
    default double coveredBy(Region crowd) {
        double intersection = intersection(crowd);
        return intersection == 0 ? 0 : intersection / area();
    }
}
