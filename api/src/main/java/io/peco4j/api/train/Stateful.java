package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Something whose tensors are saved and restored by name. */
public interface Stateful {
    /**
     * All tensors that determine its results: parameters and buffers (moving averages, counts).
     *
     * <p>Keys are dotted names of the field, such as {@code blocks.0.attn.qkv.weight}; equal configurations give equal
     * keys, shapes and dtypes in the same order. The arrays are the live ones: the runtime saves them, and restores by
     * writing into them, between steps. The component keeps them and closes them with its manager.
     */
    Map<String, NDArray> state();
}
