package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * Which row of a relative position table belongs to which pair of tokens, for a class token followed by a grid of
 * patches, as in BEiT.
 *
 * <p>Patches at (y, x) and (y', x') share row {@code (y - y' + rows - 1) * (2 columns - 1) + (x - x' + columns - 1)};
 * three further rows are for class to patch, patch to class, and class to class.
 */
public final class RelativePositions {
    /** The name of a table's parameter. */
    public static final String TABLE = "relative_position_bias_table";

    /** The name of the buffer that holds {@link #index()}. */
    public static final String INDEX = "relative_position_index";

    private static final Kernel GATHER = Kernel.compile("relative position bias", """
            def forward(self, x: Tensor, table: Tensor, index: Tensor) -> Tensor:
              tokens, tokens0 = torch.size(index)
              rows = torch.index_select(table, 0, torch.reshape(index, [-1]))
              return torch.permute(torch.reshape(rows, [tokens, tokens, -1]), [2, 0, 1])
            """);

    private final NDArray index;
    private final long rows;
    private final RelativeTableResize resize;

    /**
     * The pairs of a grid, with tables made for it.
     *
     * @param manager owns the index
     */
    public RelativePositions(NDManager manager, int gridRows, int gridColumns) {
        this(manager, new PatchGrid(gridRows, gridColumns), new PatchGrid(gridRows, gridColumns));
    }

    /**
     * The pairs of a grid, with tables made for another one, which are resized as BEiT does it.
     *
     * @param manager owns the index
     * @param made the grid that tables are for
     * @param grid the grid that the tokens are of
     */
    public RelativePositions(NDManager manager, PatchGrid made, PatchGrid grid) {
        this(manager, made, grid, TableResize.GEOMETRIC);
    }

    /** The same with tables that are resized in a given way. */
    public RelativePositions(NDManager manager, PatchGrid made, PatchGrid grid, TableResize way) {
        int tokens = grid.patches() + 1;
        this.index = Tensors.of(manager, index(grid.rows(), grid.columns()), new Shape(tokens, tokens));
        this.rows = (2L * made.rows() - 1) * (2L * made.columns() - 1) + 3;
        this.resize = new RelativeTableResize(made, grid, way);
    }

    /** Rows of a table. */
    public long rows() {
        return rows;
    }

    /** The table's row for each pair of tokens: int64 (1 + N, 1 + N). */
    public NDArray index() {
        return index;
    }

    /**
     * The bias that a table says.
     *
     * @param x any array; the result belongs to its manager
     * @param table float32 (rows, heads)
     * @return float32 (heads, 1 + N, 1 + N), differentiable with respect to the table
     */
    public NDArray bias(NDArray x, NDArray table) {
        return GATHER.apply(x, resize.apply(x, table), index);
    }

    private static long[] index(int gridRows, int gridColumns) {
        int patches = gridRows * gridColumns;
        int tokens = patches + 1;
        int span = 2 * gridColumns - 1;
        long classToPatch = (2L * gridRows - 1) * span;
        long[] index = new long[tokens * tokens];
        for (int from = 0; from < patches; from++) {
            for (int to = 0; to < patches; to++) {
                int down = from / gridColumns - to / gridColumns + gridRows - 1;
                int right = from % gridColumns - to % gridColumns + gridColumns - 1;
                index[(from + 1) * tokens + to + 1] = (long) down * span + right;
            }
            index[from + 1] = classToPatch;
            index[(from + 1) * tokens] = classToPatch + 1;
        }
        index[0] = classToPatch + 2;
        return index;
    }
}
