package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** What a mask head learns: the objects' masks within the proposals, at the head's resolution. */
public final class MaskTargets {
    private final RoiAlign align;

    /**
     * A resolution.
     *
     * @param side pixels of a mask along each axis
     * @param aligned as the mask head's {@link RoiAlign}
     */
    public MaskTargets(int side, boolean aligned) {
        this.align = new RoiAlign(side, side, 0, aligned);
    }

    /**
     * Cuts masks out.
     *
     * @param masks (N, H, W), 0 or 1
     * @param objects for each box the number of its mask
     * @param boxes in pixels of the masks
     * @return float32 (K, side, side), shares in [0, 1]
     */
    public NDArray project(NDArray masks, int[] objects, Boxes boxes) {
        try (NDArray channel = masks.toType(DataType.FLOAT32, true).expandDims(1)) {
            return align.pool(channel, boxes, objects, 1).squeeze(1);
        }
    }
}
