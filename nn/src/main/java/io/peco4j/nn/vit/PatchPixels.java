package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Kernel;

/**
 * Pictures as rows of pixels, one row per patch, and back: (B, 3, H, W) to (B, N, 3 P P), patches row by row, within a
 * patch row by row and the channel fastest, as MAE has them.
 */
public final class PatchPixels {
    private static final String CUT = """
            def forward(self, x: Tensor) -> Tensor:
              batch, channels, height, width = torch.size(x)
              rows = torch.floordiv(height, @patch)
              columns = torch.floordiv(width, @patch)
              tiles = torch.reshape(x, [batch, channels, rows, @patch, columns, @patch])
              return torch.reshape(torch.permute(tiles, [0, 2, 4, 3, 5, 1]), [batch, torch.mul(rows, columns), -1])
            """;

    private static final String JOIN = """
            def forward(self, x: Tensor) -> Tensor:
              batch, patches, pixels = torch.size(x)
              tiles = torch.reshape(x, [batch, @rows, @columns, @patch, @patch, -1])
              joined = torch.permute(tiles, [0, 5, 1, 3, 2, 4])
              return torch.reshape(joined, [batch, -1, @height, @width])
            """;

    private final Kernel cut;
    private final Kernel join;

    /**
     * The patches of pictures.
     *
     * @param image their size
     * @param patch side of a patch, in pixels; divides both sides
     * @throws IllegalArgumentException if it does not
     */
    public PatchPixels(PictureSize image, int patch) {
        PatchGrid grid = image.grid(patch);
        String side = Integer.toString(patch);
        this.cut = Kernel.compile("patch pixels", CUT.replace("@patch", side));
        this.join = Kernel.compile(
                "picture of patch pixels",
                JOIN.replace("@patch", side)
                        .replace("@rows", Integer.toString(grid.rows()))
                        .replace("@columns", Integer.toString(grid.columns()))
                        .replace("@height", Integer.toString(image.height()))
                        .replace("@width", Integer.toString(image.width())));
    }

    /** (B, 3, H, W) to (B, N, 3 P P), owned by the manager of the pictures. */
    public NDArray of(NDArray images) {
        return cut.apply(images);
    }

    /** (B, N, 3 P P) to (B, 3, H, W), owned by the manager of the rows. */
    public NDArray join(NDArray rows) {
        return join.apply(rows);
    }
}
