package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder up to its last block: without the final norm, and without that norm's parameters, which no gradient would
 * reach. What mean-pooling classifiers and dense heads build on.
 *
 * @param encoder the whole
 */
public record Unnormed(VisionEncoder encoder) {
    /** Tokens after the last block, (B, 1 + N, D), owned by the manager of the pictures. */
    public NDArray tokens(NDArray images, boolean training) {
        return features(images, List.of(encoder.depth()), training).get(0);
    }

    /** Tokens after the given blocks, as {@link VisionEncoder#features}. */
    public List<NDArray> features(NDArray images, List<Integer> layers, boolean training) {
        return encoder.features(images, layers, Masking.none(), training);
    }

    /** Parameters and buffers. */
    public Map<String, NDArray> state() {
        return without(encoder.state());
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        return without(encoder.trainable());
    }

    private Map<String, NDArray> without(Map<String, NDArray> tensors) {
        Map<String, NDArray> rest = new LinkedHashMap<>(tensors);
        rest.keySet().removeAll(encoder.finalNorm());
        return rest;
    }
}
