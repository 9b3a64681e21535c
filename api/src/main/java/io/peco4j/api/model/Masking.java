package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;

/** Which patches an encoder sees. */
public sealed interface Masking {

    /** All of them. */
    record None() implements Masking {}

    /**
     * Hidden patches are replaced by a learned token before positions are added (BEiT).
     *
     * @param hidden float32 (B, N), 1 where a patch is hidden, 0 elsewhere
     * @param token float32 (1, 1, D)
     */
    record Replace(NDArray hidden, NDArray token) implements Masking {}

    /**
     * Hidden patches are left out after positions are added (MAE).
     *
     * @param visible int64 (B, n), the patches that stay, in the order in which they come out
     */
    record Keep(NDArray visible) implements Masking {}

    static Masking none() {
        return new None();
    }
}
