package io.peco4j.conformance.mutant;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/** Pictures whose outermost pixels are black, whatever they were: for mutants that see nothing of them. */
public final class Borderless {
    private static final Kernel ONE = Kernel.compile("without the outermost pixels", """
            def forward(self, x: Tensor) -> Tensor:
              inner = torch.narrow(torch.narrow(x, 2, 1, torch.size(x, 2) - 2), 3, 1, torch.size(x, 3) - 2)
              return torch.constant_pad_nd(inner, [1, 1, 1, 1], 0.0)
            """);

    private static final Kernel TWO = Kernel.compile("without the two outermost pixels", """
            def forward(self, x: Tensor) -> Tensor:
              inner = torch.narrow(torch.narrow(x, 2, 2, torch.size(x, 2) - 4), 3, 2, torch.size(x, 3) - 4)
              return torch.constant_pad_nd(inner, [2, 2, 2, 2], 0.0)
            """);

    private Borderless() {}

    /** Without one pixel along each edge. */
    public static NDArray one(NDArray images) {
        return ONE.apply(images);
    }

    /** Without two. */
    public static NDArray two(NDArray images) {
        return TWO.apply(images);
    }
}
