package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.nn.Kernel;

/**
 * Turns patch tokens (B, N, D) into the sequence that the blocks see: masked, with leading tokens and positions; and
 * takes a distillation token out of it again.
 */
final class TokenSequence {
    private static final Kernel ALL = Kernel.compile("tokens", """
            def forward(self, x: Tensor, leading: Tensor, positions: Tensor) -> Tensor:
              first = torch.expand(leading, [torch.size(x, 0), -1, -1])
              return torch.add(torch.cat([first, x], 1), positions)
            """);

    private static final Kernel REPLACE = Kernel.compile("replaced tokens", """
            def forward(self, x: Tensor, leading: Tensor, positions: Tensor, hidden: Tensor, token: Tensor) -> Tensor:
              first = torch.expand(leading, [torch.size(x, 0), -1, -1])
              share = torch.unsqueeze(hidden, -1)
              masked = torch.add(torch.mul(x, torch.rsub(share, 1.0)), torch.mul(share, token))
              return torch.add(torch.cat([first, masked], 1), positions)
            """);

    private static final Kernel KEEP = Kernel.compile("kept tokens", """
            def forward(self, x: Tensor, leading: Tensor, positions: Tensor, visible: Tensor) -> Tensor:
              batch, patches, width = torch.size(x)
              count = torch.size(leading, 1)
              first = torch.expand(torch.add(leading, torch.slice(positions, 1, 0, count)), [batch, -1, -1])
              placed = torch.add(x, torch.slice(positions, 1, count))
              index = torch.expand(torch.unsqueeze(visible, -1), [-1, -1, width])
              return torch.cat([first, torch.gather(placed, 1, index)], 1)
            """);

    private static final Kernel JOIN = Kernel.compile("class and distillation token", """
            def forward(self, x: Tensor, cls: Tensor, distillation: Tensor) -> Tensor:
              return torch.cat([cls, distillation], 1)
            """);

    private static final Kernel WITHOUT_SECOND = Kernel.compile("without distillation token", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.cat([torch.slice(x, 1, 0, 1), torch.slice(x, 1, 2)], 1)
            """);

    private TokenSequence() {}

    /**
     * The sequence, owned by the manager of {@code patches}.
     *
     * @param leading (1, L, D)
     * @param positions (1, L + N, D)
     */
    static NDArray of(NDArray patches, NDArray leading, NDArray positions, Masking masking) {
        if (masking instanceof Masking.Replace replace) {
            return REPLACE.apply(patches, leading, positions, replace.hidden(), replace.token());
        }
        if (masking instanceof Masking.Keep keep) {
            return KEEP.apply(patches, leading, positions, keep.visible());
        }
        return ALL.apply(patches, leading, positions);
    }

    /** The same with two leading tokens. */
    static NDArray of(NDArray patches, NDArray classToken, NDArray distillation, NDArray positions, Masking masking) {
        try (NDArray leading = JOIN.apply(patches, classToken, distillation)) {
            return of(patches, leading, positions, masking);
        }
    }

    /** (B, 2 + N, D) without the second token; closes {@code tokens}. */
    static NDArray withoutDistillation(NDArray tokens) {
        try (tokens) {
            return WITHOUT_SECOND.apply(tokens);
        }
    }
}
