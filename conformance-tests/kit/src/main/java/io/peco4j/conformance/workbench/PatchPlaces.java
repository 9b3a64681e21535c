package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import java.util.List;

/**
 * What tells the places of a picture apart: by how much each patch of a picture of one colour differs from the mean of
 * all after the first block. Patches alike, that is the work of positions alone.
 *
 * @param grid of the patches
 * @param width channels D of a token
 * @param numbers by patch and channel
 * @param scale the largest number of a token
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by one test
public record PatchPlaces(PatchGrid grid, int width, float[] numbers, double scale) {
    /** Of the largest number of a token: below, it may be rounding. */
    private static final double NEGLIGIBLE = 1e-4;

    /** Places on pictures of a size. */
    public static PatchPlaces of(VisionEncoder encoder, NDManager manager, PictureSize size) {
        NDArray grey =
                manager.ones(new Shape(1, 3, size.height(), size.width())).mul(0.5f);
        PatchGrid grid = size.grid(encoder.patchSize());
        NDArray tokens =
                encoder.features(grey, List.of(1), Masking.none(), false).get(0);
        NDArray patches = tokens.get("0, 1:");
        return new PatchPlaces(
                grid,
                encoder.width(),
                patches.sub(patches.mean(new int[] {0}, true)).toFloatArray(),
                tokens.abs().max().getFloat());
    }

    /** Whether places differ at all. */
    public boolean differ() {
        double largest = 0;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest > NEGLIGIBLE * scale;
    }

    /** The means of two by two patches. */
    public PatchPlaces halved() {
        PatchGrid half = new PatchGrid(grid.rows() / 2, grid.columns() / 2);
        float[] means = new float[half.patches() * width];
        for (int i = 0; i < numbers.length; i++) {
            int patch = i / width;
            int row = patch / grid.columns() / 2;
            int column = patch % grid.columns() / 2;
            means[(row * half.columns() + column) * width + i % width] += numbers[i] / 4;
        }
        return new PatchPlaces(half, width, means, scale);
    }

    /** Correlation with others on the same grid, from -1 to 1. */
    public double agreement(PatchPlaces other) {
        double both = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < numbers.length; i++) {
            both += (double) numbers[i] * other.numbers[i];
            own += (double) numbers[i] * numbers[i];
            others += (double) other.numbers[i] * other.numbers[i];
        }
        return both / Math.max(Math.sqrt(own * others), Double.MIN_NORMAL);
    }
}
