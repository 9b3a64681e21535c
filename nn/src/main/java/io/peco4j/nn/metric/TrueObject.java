package io.peco4j.nn.metric;

/**
 * An object that is there.
 *
 * @param image in which image, any number
 * @param category of which kind
 * @param region where
 * @param area by which it counts as small, medium or large, in square pixels; COCO's boxes have their masks' areas
 * @param crowd whether it is many objects that were not separated: it need not be found, and finding it often is no
 *     error
 */
public record TrueObject(long image, int category, Region region, double area, boolean crowd) {}
