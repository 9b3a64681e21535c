package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/** Collects which pixels make up each bin of many boxes. Not safe for several threads. */
final class BinWeights {
    private final long[] starts;
    private int bins;
    private long[] pixels;
    private float[] shares;
    private int count;

    /** @param bins of all boxes together */
    BinWeights(int bins) {
        this.starts = new long[bins];
        this.pixels = new long[9 * bins];
        this.shares = new float[9 * bins];
    }

    /**
     * Adds the bins of a box, row by row.
     *
     * @param first number of the image's first pixel
     * @param width of the map
     */
    void add(AxisWeights down, AxisWeights across, long first, int width) {
        for (int row = 0; row < down.ends().length; row++) {
            for (int column = 0; column < across.ends().length; column++) {
                starts[bins++] = count;
                for (int y = down.begin(row); y < down.end(row); y++) {
                    reserve(across.end(column) - across.begin(column));
                    for (int x = across.begin(column); x < across.end(column); x++) {
                        pixels[count] = first + (long) down.pixels()[y] * width + across.pixels()[x];
                        shares[count++] = down.shares()[y] * across.shares()[x];
                    }
                }
            }
        }
    }

    private void reserve(int more) {
        if (count + more > pixels.length) {
            int length = Math.max(2 * pixels.length, count + more);
            pixels = Arrays.copyOf(pixels, length);
            shares = Arrays.copyOf(shares, length);
        }
    }

    /** Int64, bin after bin. */
    NDArray pixels(NDManager manager) {
        return Indices.of(manager, Arrays.copyOf(pixels, count));
    }

    /** Float32, one a pixel. */
    NDArray shares(NDManager manager) {
        return Indices.values(manager, Arrays.copyOf(shares, count));
    }

    /** Int64, where the pixels of each bin begin. */
    NDArray starts(NDManager manager) {
        return Indices.of(manager, starts);
    }
}
