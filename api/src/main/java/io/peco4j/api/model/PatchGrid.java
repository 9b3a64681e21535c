package io.peco4j.api.model;

/**
 * The patches that tile a picture. Wherever patches are counted, they come row by row.
 *
 * @param rows patches from top to bottom, at least 1
 * @param columns patches from left to right, at least 1
 */
public record PatchGrid(int rows, int columns) {

    /** @throws IllegalArgumentException if a side is less than 1 */
    public PatchGrid {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a grid of " + rows + " x " + columns + " patches");
        }
    }

    /** As many columns as rows. */
    public static PatchGrid square(int side) {
        return new PatchGrid(side, side);
    }

    /** Number of patches N. */
    public int patches() {
        return rows * columns;
    }

    /** The pictures that these patches tile. */
    public PictureSize pictures(int patch) {
        return new PictureSize(rows * patch, columns * patch);
    }

    /** Rows first, as tensors have them: {@code 14 x 14}. */
    @Override
    public String toString() {
        return rows + " x " + columns;
    }
}
