package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/** Picks the rows of hidden patches, so that the head computes nothing for visible ones. */
public final class HiddenRows {
    private static final Kernel OF_TOKENS = Kernel.compile("hidden rows", """
            def forward(self, tokens: Tensor, hidden: Tensor) -> Tensor:
              rows = torch.flatten(torch.slice(tokens, 1, 1), 0, 1)
              index = torch.squeeze(torch.nonzero(torch.flatten(hidden)), 1)
              return torch.index_select(rows, 0, index)
            """);

    private static final Kernel OF_PATCHES = Kernel.compile("hidden rows of patches", """
            def forward(self, patches: Tensor, hidden: Tensor) -> Tensor:
              index = torch.squeeze(torch.nonzero(torch.flatten(hidden)), 1)
              return torch.index_select(torch.flatten(patches, 0, 1), 0, index)
            """);

    private static final Kernel OF_LABELS = Kernel.compile("hidden labels", """
            def forward(self, labels: Tensor, hidden: Tensor) -> Tensor:
              index = torch.squeeze(torch.nonzero(torch.flatten(hidden)), 1)
              return torch.index_select(torch.flatten(labels), 0, index)
            """);

    private HiddenRows() {}

    /**
     * (B, 1 + N, D) tokens, the class token first, to (M, D), picture by picture, row by row of the grid.
     *
     * @param hidden (B, N), M of them not 0
     */
    public static NDArray ofTokens(NDArray tokens, NDArray hidden) {
        return OF_TOKENS.apply(tokens, hidden);
    }

    /** The same of (B, N, D) patches without a class token. */
    public static NDArray ofPatches(NDArray patches, NDArray hidden) {
        return OF_PATCHES.apply(patches, hidden);
    }

    /** (B, h, w) labels with {@code h w = N} to (M), in the same order. */
    public static NDArray ofLabels(NDArray labels, NDArray hidden) {
        return OF_LABELS.apply(labels, hidden);
    }
}
