package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A list of axis-parallel boxes {@code x1, y1, x2, y2} in continuous pixels: a box's width is {@code x2 - x1}.
 *
 * <p>An immutable value in Java memory, in float32 arithmetic. Boxes never carry gradients: networks regress offsets
 * ({@link BoxCoder}), and the places they refer to are constants, as in Faster R-CNN (Ren et al. 2015).
 */
public final class Boxes {
    /** No box. */
    public static final Boxes NONE = new Boxes(new float[0]);

    /** Four numbers a box. */
    private final float[] corners;

    private Boxes(float[] corners) {
        this.corners = corners;
    }

    /**
     * Boxes of numbers in memory.
     *
     * @param corners four a box; copied
     * @throws IllegalArgumentException if their number is not a multiple of four
     */
    public static Boxes of(float... corners) {
        if (corners.length % 4 != 0) {
            throw new IllegalArgumentException(corners.length + " numbers are not four a box");
        }
        return new Boxes(corners.clone());
    }

    /** Boxes of an array, float32 (N, 4). */
    public static Boxes of(NDArray array) {
        return array.size() == 0 ? NONE : of(array.toFloatArray());
    }

    /** All boxes of several lists, one list after the other. */
    public static Boxes concatenated(List<Boxes> lists) {
        float[] all = new float[4 * lists.stream().mapToInt(Boxes::size).sum()];
        int at = 0;
        for (Boxes list : lists) {
            System.arraycopy(list.corners, 0, all, at, list.corners.length);
            at += list.corners.length;
        }
        return new Boxes(all);
    }

    /** Takes the array over; for callers of this package that made it and let go of it. */
    static Boxes owning(float[] corners) {
        return new Boxes(corners);
    }

    /** How many. */
    public int size() {
        return corners.length / 4;
    }

    /** Left edge of a box. */
    public float x1(int box) {
        return corners[4 * box];
    }

    /** Upper edge of a box. */
    public float y1(int box) {
        return corners[4 * box + 1];
    }

    /** Right edge of a box. */
    public float x2(int box) {
        return corners[4 * box + 2];
    }

    /** Lower edge of a box. */
    public float y2(int box) {
        return corners[4 * box + 3];
    }

    /** Right edge minus left edge; negative for a box turned inside out. */
    public float width(int box) {
        return x2(box) - x1(box);
    }

    /** Lower edge minus upper edge; negative for a box turned inside out. */
    public float height(int box) {
        return y2(box) - y1(box);
    }

    /** Width times height, in square pixels. */
    public float area(int box) {
        return width(box) * height(box);
    }

    /** Intersection over union of one box with a box of another list, in [0, 1] for boxes that have an area. */
    public float iou(int box, Boxes others, int other) {
        float intersection = intersection(box, others, other);
        return intersection == 0 ? 0 : intersection / (area(box) + others.area(other) - intersection);
    }

    /** Generalised intersection over union, in (-1, 1]: Rezatofighi et al. 2019, algorithm 1. */
    public float generalisedIou(int box, Boxes others, int other) {
        float intersection = intersection(box, others, other);
        float union = area(box) + others.area(other) - intersection;
        float hull = (Math.max(x2(box), others.x2(other)) - Math.min(x1(box), others.x1(other)))
                * (Math.max(y2(box), others.y2(other)) - Math.min(y1(box), others.y1(other)));
        return intersection / union - (hull - union) / hull;
    }

    private float intersection(int box, Boxes others, int other) {
        float width = Math.min(x2(box), others.x2(other)) - Math.max(x1(box), others.x1(other));
        float height = Math.min(y2(box), others.y2(other)) - Math.max(y1(box), others.y1(other));
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /** The boxes cut at the borders of an image. */
    public Boxes clipped(PixelSize image) {
        float[] cut = new float[corners.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Math.min(Math.max(corners[i], 0), i % 2 == 0 ? image.width() : image.height());
        }
        return new Boxes(cut);
    }

    /** The boxes after an image was resized: each side times the quotient of the sizes. */
    public Boxes resized(PixelSize from, PixelSize to) {
        float across = (float) to.width() / from.width();
        float down = (float) to.height() / from.height();
        float[] scaled = new float[corners.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = corners[i] * (i % 2 == 0 ? across : down);
        }
        return new Boxes(scaled);
    }

    /** Ascending numbers of the boxes whose sides are both at least {@code side} pixels. */
    public int[] atLeast(float side) {
        return IntStream.range(0, size())
                .filter(box -> width(box) >= side && height(box) >= side)
                .toArray();
    }

    /** Some of the boxes, in the given order. */
    public Boxes select(int... boxes) {
        float[] chosen = new float[4 * boxes.length];
        for (int i = 0; i < boxes.length; i++) {
            System.arraycopy(corners, 4 * boxes[i], chosen, 4 * i, 4);
        }
        return new Boxes(chosen);
    }

    /** Float32 (N, 4), owned by the manager. */
    public NDArray toArray(NDManager manager) {
        Shape shape = new Shape(size(), 4);
        return corners.length == 0 ? manager.zeros(shape) : Tensors.of(manager, corners, shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Boxes boxes && Arrays.equals(corners, boxes.corners);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(corners);
    }

    @Override
    public String toString() {
        return "Boxes" + Arrays.toString(corners);
    }
}
