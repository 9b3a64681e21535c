package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What a region proposal network says about the anchors of each level; A anchors a place.
 *
 * @param objectness logits, float32 (B, A, H, W) a level
 * @param offsets as {@link BoxCoder#PROPOSALS} means them, float32 (B, 4 A, H, W) a level, an anchor's four together
 */
public record RpnPredictions(List<NDArray> objectness, List<NDArray> offsets) {
    /** Copies the lists, not the arrays. */
    public RpnPredictions {
        objectness = List.copyOf(objectness);
        offsets = List.copyOf(offsets);
    }

    /** Sizes of the maps, level by level. */
    List<PixelSize> sizes() {
        return objectness.stream().map(PixelSize::of).toList();
    }
}
