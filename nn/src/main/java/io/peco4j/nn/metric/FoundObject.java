package io.peco4j.nn.metric;

/**
 * An object that a detector claims.
 *
 * @param image in which image
 * @param category of which kind
 * @param region where
 * @param score higher for more certain ones
 * @param area by which it counts as small, medium or large where it takes no object, in square pixels
 */
public record FoundObject(long image, int category, Region region, double score, double area) {

    /** A claim as large as its region. */
    public FoundObject(long image, int category, Region region, double score) {
        this(image, category, region, score, region.area());
    }
}
