package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;

/**
 * What the second stage says about K boxes.
 *
 * @param logits of the classes, float32 (K, classes)
 * @param offsets of each class, float32 (K, 4 classes), a class's four together
 */
public record BoxPredictions(NDArray logits, NDArray offsets) implements AutoCloseable {
    /** Frees both; a graph that they are part of stays. */
    @Override
    public void close() {
        logits.close();
        offsets.close();
    }
}
