package io.peco4j.nn.metric;

/**
 * An object that a detector claims.
 *
 * @param image in which image
 * @param category of which kind
 * @param region where
 * @param score higher for more certain ones
 */
public record FoundObject(long image, int category, Region region, double score) {}
