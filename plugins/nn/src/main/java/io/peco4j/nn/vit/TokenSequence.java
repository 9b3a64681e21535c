package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.nn.Kernel;

/** Turns patch tokens (B, N, D) into the sequence that the blocks see: masked, with class token and positions. */
final class TokenSequence {
    private static final Kernel ALL = Kernel.compile("tokens", """
            def forward(self, x: Tensor, cls: Tensor, positions: Tensor) -> Tensor:
              first = torch.expand(cls, [torch.size(x, 0), -1, -1])
              return torch.add(torch.cat([first, x], 1), positions)
            """);

    private static final Kernel REPLACE = Kernel.compile("replaced tokens", """
            def forward(self, x: Tensor, cls: Tensor, positions: Tensor, hidden: Tensor, token: Tensor) -> Tensor:
              first = torch.expand(cls, [torch.size(x, 0), -1, -1])
              share = torch.unsqueeze(hidden, -1)
              masked = torch.add(torch.mul(x, torch.rsub(share, 1.0)), torch.mul(share, token))
              return torch.add(torch.cat([first, masked], 1), positions)
            """);

    private static final Kernel KEEP = Kernel.compile("kept tokens", """
            def forward(self, x: Tensor, cls: Tensor, positions: Tensor, visible: Tensor) -> Tensor:
              batch, patches, width = torch.size(x)
              first = torch.expand(torch.add(cls, torch.slice(positions, 1, 0, 1)), [batch, -1, -1])
              placed = torch.add(x, torch.slice(positions, 1, 1))
              index = torch.expand(torch.unsqueeze(visible, -1), [-1, -1, width])
              return torch.cat([first, torch.gather(placed, 1, index)], 1)
            """);

    private TokenSequence() {}

    /**
     * The sequence, owned by the manager of {@code patches}.
     *
     * @param classToken (1, 1, D)
     * @param positions (1, 1 + N, D)
     */
    static NDArray of(NDArray patches, NDArray classToken, NDArray positions, Masking masking) {
        if (masking instanceof Masking.Replace replace) {
            return REPLACE.apply(patches, classToken, positions, replace.hidden(), replace.token());
        }
        if (masking instanceof Masking.Keep keep) {
            return KEEP.apply(patches, classToken, positions, keep.visible());
        }
        return ALL.apply(patches, classToken, positions);
    }
}
