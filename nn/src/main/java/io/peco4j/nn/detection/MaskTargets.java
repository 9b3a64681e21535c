package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/**
 * What a mask head learns: the objects' masks within the proposals, at the head's resolution.
 *
 * <p>The numbers are those of {@link RoiAlign} with as many samples as a bin has pixels. They are constants, so the
 * sums are taken in Java, first along the rows of a box and then down its columns.
 */
public final class MaskTargets {
    private final int side;
    private final boolean aligned;

    /**
     * A resolution.
     *
     * @param side pixels of a mask along each axis
     * @param aligned as the mask head's {@link RoiAlign}
     */
    public MaskTargets(int side, boolean aligned) {
        this.side = side;
        this.aligned = aligned;
    }

    /**
     * Cuts masks out; no gradient flows through them.
     *
     * @param objects for each box the number of its mask
     * @param boxes in pixels of the masks
     * @return float32 (K, side, side), shares in [0, 1], owned by the manager
     */
    public NDArray project(ObjectMasks masks, int[] objects, Boxes boxes, NDManager manager) {
        float[] targets = new float[objects.length * side * side];
        for (int object : IntStream.of(objects).distinct().toArray()) {
            float[] mask = masks.pixels(object);
            for (int box = 0; box < objects.length; box++) {
                if (objects[box] == object) {
                    project(mask, masks.image(), boxes, box, targets);
                }
            }
        }
        try (NDArray flat = Indices.values(manager, targets)) {
            return flat.reshape(new Shape(objects.length, side, side));
        }
    }

    private void project(float[] mask, PixelSize size, Boxes boxes, int box, float[] targets) {
        AxisWeights across = AxisWeights.between(boxes.x1(box), boxes.x2(box), side, 0, aligned, size.width());
        AxisWeights down = AxisWeights.between(boxes.y1(box), boxes.y2(box), side, 0, aligned, size.height());
        float[] line = new float[side];
        for (int row = 0; row < side; row++) {
            int at = (box * side + row) * side;
            for (int i = down.begin(row); i < down.end(row); i++) {
                across.sum(mask, down.pixels()[i] * size.width(), line, 0);
                for (int column = 0; column < side; column++) {
                    targets[at + column] += down.shares()[i] * line[column];
                }
            }
        }
    }
}
