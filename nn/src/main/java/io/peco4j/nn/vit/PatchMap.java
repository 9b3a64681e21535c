package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/** The tokens of a grid of patches as a map, without the class token before them. */
public final class PatchMap {
    private final Kernel kernel;

    /** The map of a grid. */
    public PatchMap(PatchGrid grid) {
        String function = """
                def forward(self, x: Tensor) -> Tensor:
                  batch, tokens, width = torch.size(x)
                  patches = torch.transpose(torch.slice(x, 1, 1), 1, 2)
                  return torch.contiguous(torch.reshape(patches, [batch, width, %d, %d]))
                """;
        this.kernel =
                Kernel.compile("map of tokens", String.format(Locale.ROOT, function, grid.rows(), grid.columns()));
    }

    /** (B, 1 + rows columns, D) float32 to (B, D, rows, columns), owned by the manager of the tokens. */
    public NDArray of(NDArray tokens) {
        return kernel.apply(tokens);
    }
}
