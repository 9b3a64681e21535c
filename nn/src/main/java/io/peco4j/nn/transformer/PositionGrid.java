package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * Resizes position embeddings of a grid of patches, as MAE and BEiT do: bicubic with a = -0.75, corners not aligned;
 * and as DINO does, which samples them with another step.
 */
public final class PositionGrid {
    private static final String TEXT = """
            def forward(self, owner: Tensor, table: Tensor, sizes: Tensor) -> Tensor:
              others = int(torch.select(sizes, 0, 0))
              height = int(torch.select(sizes, 0, 1))
              width = int(torch.select(sizes, 0, 2))
              rows = int(torch.select(sizes, 0, 3))
              columns = int(torch.select(sizes, 0, 4))
              first = torch.slice(table, 1, 0, others)
              grid = torch.reshape(torch.slice(table, 1, others), [1, height, width, -1])
              map = torch.permute(grid, [0, 3, 1, 2])
              wide = torch.upsample_bicubic2d(map, [rows, columns], False, @scales)
              back = torch.reshape(torch.permute(wide, [0, 2, 3, 1]), [1, torch.mul(rows, columns), -1])
              return torch.cat([first, back], 1)
            """;

    private static final Kernel RESIZE = Kernel.compile("resized positions", TEXT.replace("@scales", "None, None"));

    /** The sides count a tenth of a patch more, so that rounding loses no patch; the step follows from that. */
    private static final Kernel RESIZE_AS_DINO = Kernel.compile(
            "DINO's resized positions",
            TEXT.replace(
                    "@scales", "torch.div(torch.add(rows, 0.1), height), torch.div(torch.add(columns, 0.1), width)"));

    private PositionGrid() {}

    /**
     * Resizes a square grid.
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
        return resize(table, table, others, PatchGrid.square(old), new PatchGrid(rows, columns));
    }

    /**
     * Resizes any grid; differentiable with respect to the table.
     *
     * @param owner any array; the result belongs to its manager
     * @param table float32 (1, E + N, D): E other tokens, then the patches of {@code from} by rows
     * @param others E; they are kept
     */
    public static NDArray resize(NDArray owner, NDArray table, int others, PatchGrid from, PatchGrid to) {
        return resize(RESIZE, owner, table, others, from, to);
    }

    /**
     * The same as DINO's {@code interpolate_pos_encoding}: from one patch to the next the old grid is sampled in steps
     * of
     * {@code old / (new + 0.1)}, where it is {@code old / new} otherwise. It differs visibly on small grids.
     *
     * @param owner any array; the result belongs to its manager
     * @param table float32 (1, E + N, D): E other tokens, then the patches of {@code from} by rows
     * @param others E; they are kept
     */
    public static NDArray resizeAsDino(NDArray owner, NDArray table, int others, PatchGrid from, PatchGrid to) {
        return resize(RESIZE_AS_DINO, owner, table, others, from, to);
    }

    private static NDArray resize(
            Kernel kernel, NDArray owner, NDArray table, int others, PatchGrid from, PatchGrid to) {
        long[] sizes = {others, from.rows(), from.columns(), to.rows(), to.columns()};
        try (NDArray numbers = Tensors.of(owner.getManager(), sizes)) {
            return kernel.apply(owner, table, numbers);
        }
    }

    /**
     * The table for one class token and another square grid; of further tokens, as in distilled networks, none stays.
     */
    public static NDArray fit(NDArray table, int others, int side) {
        NDArray resized =
                table.getShape().get(1) - others == (long) side * side ? table : resize(table, others, side, side);
        return others == 1 ? resized : resized.get(":, :1").concat(resized.get(":, " + others + ":"), 1);
    }

    /** The side of a square of that many patches; 0 if there is none. */
    public static int side(long patches) {
        int side = (int) Math.round(Math.sqrt(Math.max(0, patches)));
        return (long) side * side == patches ? side : 0;
    }
}
