package io.peco4j.nn.detection;

/**
 * Where an image may hold objects, best first.
 *
 * @param boxes within the image, in pixels
 * @param scores probabilities of an object, one a box; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // results that nobody compares
public record Proposals(Boxes boxes, float[] scores) {}
