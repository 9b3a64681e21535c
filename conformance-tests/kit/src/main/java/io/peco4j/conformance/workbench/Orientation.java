package io.peco4j.conformance.workbench;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntBinaryOperator;

/** How one view of pictures lies on another of the same pictures, whatever their sizes and colours. */
public enum Orientation {
    /** As it is. */
    ALIGNED((y, x) -> y * Orientation.CELLS + x),
    /** Left and right are exchanged. */
    MIRRORED((y, x) -> y * Orientation.CELLS + Orientation.CELLS - 1 - x),
    /** Top and bottom are exchanged. */
    UPSIDE_DOWN((y, x) -> (Orientation.CELLS - 1 - y) * Orientation.CELLS + x),
    /** Both are. */
    TURNED((y, x) -> (Orientation.CELLS - 1 - y) * Orientation.CELLS + Orientation.CELLS - 1 - x),
    /** Rows are columns. */
    TRANSPOSED((y, x) -> x * Orientation.CELLS + y);

    private static final int CELLS = 4;

    private final IntBinaryOperator cell;

    Orientation(IntBinaryOperator cell) {
        this.cell = cell;
    }

    /**
     * The one in which two views agree most.
     *
     * @param shape (B, 3, H, W) of the first, with sides of at least four pixels
     * @param other of the second; B is the same
     */
    public static Orientation of(Shape shape, float[] pictures, Shape other, float[] others) {
        double[] here = light(shape, pictures);
        double[] there = light(other, others);
        return Arrays.stream(values())
                .max(Comparator.comparingDouble(orientation -> orientation.agreement(here, there)))
                .orElseThrow();
    }

    private double agreement(double[] here, double[] there) {
        double sum = 0;
        for (int i = 0; i < here.length; i++) {
            int ofPicture = i / (CELLS * CELLS) * CELLS * CELLS;
            sum += here[i] * there[ofPicture + cell.applyAsInt(i / CELLS % CELLS, i % CELLS)];
        }
        return sum;
    }

    /** The brightness of four by four cells of each picture, beyond that of the picture. */
    private static double[] light(Shape shape, float[] pictures) {
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        double[] light = new double[(int) shape.get(0) * CELLS * CELLS];
        for (int i = 0; i < pictures.length; i++) {
            int picture = i / (3 * height * width);
            int row = i / width % height * CELLS / height;
            light[(picture * CELLS + row) * CELLS + i % width * CELLS / width] += pictures[i];
        }
        for (int first = 0; first < light.length; first += CELLS * CELLS) {
            double mean =
                    Arrays.stream(light, first, first + CELLS * CELLS).average().orElseThrow();
            for (int i = first; i < first + CELLS * CELLS; i++) {
                light[i] -= mean;
            }
        }
        return light;
    }
}
