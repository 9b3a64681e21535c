package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * Resizes a table of relative positions for other picture sizes along rows and columns, by default as BEiT does, by
 * {@link RelativeDistances}. Three last rows, of the class token, are kept. BEiT's code knows squares only; here each
 * side is resized by itself.
 */
public final class RelativeTableResize {
    private static final int CLASS_ROWS = 3;

    private static final Kernel RESIZE = Kernel.compile("resized relative positions", """
            def forward(self, owner: Tensor, table: Tensor, down: Tensor, right: Tensor) -> Tensor:
              rows = torch.size(down, 1)
              columns = torch.size(right, 1)
              pairs = torch.mul(rows, columns)
              wide = torch.to(table, 7)
              map = torch.reshape(torch.transpose(torch.slice(wide, 0, 0, pairs), 0, 1), [-1, rows, columns])
              made = torch.matmul(torch.matmul(down, map), torch.transpose(right, 0, 1))
              flat = torch.transpose(torch.flatten(made, 1), 0, 1)
              return torch.to(torch.cat([flat, torch.slice(wide, 0, pairs)], 0), 6)
            """);

    private final PatchGrid from;
    private final PatchGrid to;
    private final TableResize way;

    /** A resize between grids. */
    public RelativeTableResize(PatchGrid from, PatchGrid to) {
        this(from, to, TableResize.GEOMETRIC);
    }

    /** A resize between grids in a given way. */
    public RelativeTableResize(PatchGrid from, PatchGrid to, TableResize way) {
        this.from = from;
        this.to = to;
        this.way = way;
    }

    /** A resize between square grids. */
    public RelativeTableResize(int from, int to) {
        this(PatchGrid.square(from), PatchGrid.square(to));
    }

    /** The table for the target, owned by the table's manager; the table itself for the same grid. */
    public NDArray apply(NDArray table) {
        return apply(table, table);
    }

    /**
     * The table for the target; differentiable with respect to the table. Computed in float64.
     *
     * @param owner any array; the result belongs to its manager
     * @param table float32 ((2 rows - 1) (2 columns - 1) + 3, H) of the source's grid
     * @return float32 of the same form for the target's grid; the table itself for the same grid
     */
    public NDArray apply(NDArray owner, NDArray table) {
        if (from.equals(to)) {
            return table;
        }
        // Not closed: the backward pass reads the numbers.
        NDManager manager = owner.getManager();
        return RESIZE.apply(
                owner, table, weights(manager, from.rows(), to.rows()), weights(manager, from.columns(), to.columns()));
    }

    /** Patches along a side of the grid that a table of some rows is for; 0 if there is none. */
    public static int grid(long rows) {
        int span = PositionGrid.side(rows - CLASS_ROWS);
        return span % 2 == 1 ? (span + 1) / 2 : 0;
    }

    private NDArray weights(NDManager manager, int before, int after) {
        return Tensors.of(manager, way.weights(before, after), new Shape(2L * after - 1, 2L * before - 1));
    }
}
