package io.peco4j.nn.vit;

/**
 * Fixed two-dimensional positions: sines and cosines of a patch's row and column at the frequencies
 * {@code 10000^(-k / (D / 4))}, a quarter of the width each (Vaswani et al. 2017, in two dimensions).
 *
 * <p>The tables have one row of D values per token: zeros for the class token, then the patches.
 */
public final class SinCosTable {
    private SinCosTable() {}

    /**
     * The order of MAE: sine and cosine of the column, then of the row; patches row by row.
     *
     * @param width D, divisible by 4
     * @return {@code (1 + rows * columns) * width} values
     */
    public static float[] mae(int width, int rows, int columns) {
        float[] table = new float[(1 + rows * columns) * width];
        for (int patch = 0; patch < rows * columns; patch++) {
            fill(table, 1 + patch, width, patch % columns, patch / columns);
        }
        return table;
    }

    /**
     * The order of MoCo v3: on a square grid sine and cosine of the row, then of the column. On another grid its
     * patches come column by column, which is not the order of the tokens; kept, since published weights hold such
     * tables.
     *
     * @param width D, divisible by 4
     * @return {@code (1 + rows * columns) * width} values
     */
    public static float[] moco(int width, int rows, int columns) {
        float[] table = new float[(1 + rows * columns) * width];
        for (int patch = 0; patch < rows * columns; patch++) {
            fill(table, 1 + patch, width, patch / rows, patch % rows);
        }
        return table;
    }

    /**
     * The order of BootMAE, which is MoCo v3's on a square grid: sine and cosine of the row, then of the column;
     * patches row by row on any grid.
     *
     * @param width D, divisible by 4
     * @return {@code (1 + rows * columns) * width} values
     */
    public static float[] rowFirst(int width, int rows, int columns) {
        float[] table = new float[(1 + rows * columns) * width];
        for (int patch = 0; patch < rows * columns; patch++) {
            fill(table, 1 + patch, width, patch / columns, patch % columns);
        }
        return table;
    }

    private static void fill(float[] table, int token, int width, int first, int second) {
        int quarter = width / 4;
        int row = token * width;
        for (int k = 0; k < quarter; k++) {
            double frequency = Math.pow(10_000, -(double) k / quarter);
            table[row + k] = (float) Math.sin(first * frequency);
            table[row + quarter + k] = (float) Math.cos(first * frequency);
            table[row + 2 * quarter + k] = (float) Math.sin(second * frequency);
            table[row + 3 * quarter + k] = (float) Math.cos(second * frequency);
        }
    }
}
