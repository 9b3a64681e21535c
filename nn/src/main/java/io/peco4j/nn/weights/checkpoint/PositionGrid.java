package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/** Resizes position embeddings of a grid of patches. */
public final class PositionGrid {
    private static final Kernel RESIZE = Kernel.compile("resized positions", """
            def forward(self, table: Tensor, sizes: Tensor) -> Tensor:
              others = int(torch.select(sizes, 0, 0))
              old = int(torch.select(sizes, 0, 1))
              rows = int(torch.select(sizes, 0, 2))
              columns = int(torch.select(sizes, 0, 3))
              first = torch.slice(table, 1, 0, others)
              grid = torch.reshape(torch.slice(table, 1, others), [1, old, old, -1])
              map = torch.permute(grid, [0, 3, 1, 2])
              wide = torch.upsample_bicubic2d(map, [rows, columns], False, None, None)
              back = torch.reshape(torch.permute(wide, [0, 2, 3, 1]), [1, torch.mul(rows, columns), -1])
              return torch.cat([first, back], 1)
            """);

    private PositionGrid() {}

    /**
     * Resizes the grid as MAE and BEiT do: bicubic with a = -0.75, corners not aligned, no anti-aliasing.
     *
     * @param table float32 (1, E + S * S, D): E other tokens, such as the class token, then a square grid by rows
     * @param others E; they are kept
     * @return float32 (1, E + rows * columns, D), owned by the table's manager
     * @throws IllegalArgumentException if the rest is no square
     */
    public static NDArray resize(NDArray table, int others, int rows, int columns) {
        int old = side(table.getShape().get(1) - others);
        if (old < 1) {
            throw new IllegalArgumentException(
                    "a table of " + table.getShape() + " with " + others + " other tokens has no square grid");
        }
        try (NDArray sizes = table.getManager().create(new long[] {others, old, rows, columns})) {
            return RESIZE.apply(table, sizes);
        }
    }

    /** The table for one class token and another square grid; of further tokens, as in distilled networks, none stays. */
    static NDArray fit(NDArray table, int others, int side) {
        NDArray resized =
                table.getShape().get(1) - others == (long) side * side ? table : resize(table, others, side, side);
        return others == 1 ? resized : resized.get(":, :1").concat(resized.get(":, " + others + ":"), 1);
    }

    /** The side of a square of that many patches; 0 if there is none. */
    static int side(long patches) {
        int side = (int) Math.round(Math.sqrt(Math.max(0, patches)));
        return (long) side * side == patches ? side : 0;
    }
}
