package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts each box out of the level of a pyramid that suits its size: level 4, of stride 16, for a square of 224 pixels,
 * one finer for half the side (Lin et al. 2017, equation 1).
 *
 * <p>With {@link RoiAlign}; torchvision uses it without alignment, mmdetection with.
 */
public final class MultiScaleRoiAlign {
    private static final Kernel SELECT = Kernel.compile("select rows", """
            def forward(self, x: Tensor, rows: Tensor) -> Tensor:
              return torch.index_select(x, 0, rows)
            """);

    private static final int CANONICAL_LEVEL = 4;
    private static final float EPSILON = 1e-6f;

    private final int side;
    private final float canonicalSide;
    private final RoiAlign align;

    /** The usual 224 pixels for level 4. */
    public MultiScaleRoiAlign(int side, int samples, boolean aligned) {
        this(side, samples, aligned, 224);
    }

    /**
     * A way of cutting out.
     *
     * @param side bins along each axis
     * @param samples samples of a bin along each axis; 0 or less: as many as it has pixels
     * @param aligned whether pixel centres lie at halves
     * @param canonicalSide side in pixels of the square that level 4 is for
     */
    public MultiScaleRoiAlign(int side, int samples, boolean aligned, float canonicalSide) {
        this.side = side;
        this.canonicalSide = canonicalSide;
        this.align = new RoiAlign(side, side, samples, aligned);
    }

    /** Bins along each axis. */
    public int side() {
        return side;
    }

    /** Bytes that the weights of the pixels of so many boxes take, where a bin has nine, which is about the mean. */
    double activationBytes(long boxes) {
        return 9.0 * (Long.BYTES + Float.BYTES) * boxes * side * side;
    }

    /**
     * Pixels of each map for one of the image: the power of two that fits the heights best.
     *
     * @param maps (B, C, H, W), from the finest
     * @param images sizes of the images without padding; the tallest decides
     */
    public float[] scales(List<NDArray> maps, List<PixelSize> images) {
        int tallest = images.stream().mapToInt(PixelSize::height).max().orElse(1);
        float[] scales = new float[maps.size()];
        for (int level = 0; level < scales.length; level++) {
            double quotient = (double) PixelSize.of(maps.get(level)).height() / tallest;
            scales[level] = (float) Math.pow(2, Math.rint(Math.log(quotient) / Math.log(2)));
        }
        return scales;
    }

    /**
     * The map for each box.
     *
     * @param scales of the maps, from the finest
     */
    public int[] levels(Boxes boxes, float[] scales) {
        int finest = level(scales[0]);
        int coarsest = level(scales[scales.length - 1]);
        return IntStream.range(0, boxes.size())
                .map(box -> {
                    double ratio = Math.sqrt(boxes.area(box)) / canonicalSide;
                    int level = (int) Math.floor(CANONICAL_LEVEL + (float) (Math.log(ratio) / Math.log(2)) + EPSILON);
                    return Math.min(Math.max(level, finest), coarsest) - finest;
                })
                .toArray();
    }

    private static int level(float scale) {
        return (int) Math.rint(-Math.log(scale) / Math.log(2));
    }

    /**
     * Cuts boxes out.
     *
     * @param maps float32 (B, C, H, W), from the finest, each half as large as the one before
     * @param boxes for each image its boxes, in pixels
     * @param images for each image its size without padding
     * @return float32 (K, C, side, side), image after image, owned by the manager of the first map
     */
    public NDArray pool(List<NDArray> maps, List<Boxes> boxes, List<PixelSize> images) {
        Boxes all = Boxes.concatenated(boxes);
        if (all.size() == 0) {
            NDArray first = maps.get(0);
            return first.getManager().zeros(new Shape(0, first.getShape().get(1), side, side));
        }
        int[] owners = IntStream.range(0, boxes.size())
                .flatMap(image -> IntStream.range(0, boxes.get(image).size()).map(box -> image))
                .toArray();
        float[] scales = scales(maps, images);
        int[] levels = levels(all, scales);
        NDList pooled = new NDList();
        List<Integer> order = new ArrayList<>();
        for (int level = 0; level < scales.length; level++) {
            int own = level;
            int[] members = IntStream.range(0, levels.length)
                    .filter(box -> levels[box] == own)
                    .toArray();
            if (members.length > 0) {
                int[] memberOwners =
                        IntStream.of(members).map(box -> owners[box]).toArray();
                pooled.add(align.pool(maps.get(level), all.select(members), memberOwners, scales[level]));
                IntStream.of(members).forEach(order::add);
            }
        }
        return inOrder(pooled, order);
    }

    /** Rows that were gathered level by level, back where they belong. */
    private static NDArray inOrder(NDList levels, List<Integer> order) {
        if (levels.size() == 1) {
            return levels.get(0);
        }
        int[] rows = new int[order.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[order.get(row)] = row;
        }
        try (levels;
                NDArray all = NDArrays.concat(levels);
                NDArray sorted = Indices.of(all.getManager(), rows)) {
            return SELECT.apply(all, sorted);
        }
    }
}
