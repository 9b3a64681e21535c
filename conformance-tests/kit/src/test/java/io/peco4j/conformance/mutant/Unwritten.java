package io.peco4j.conformance.mutant;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/** Reads memory that nobody wrote, as a convolution does on a processor where oneDNN's padding is garbage. */
public final class Unwritten {
    /**
     * Looks into the middle of blocks of several sizes, and adds 1 if a stretch is all NaN, which it never is by
     * chance.
     */
    private static final Kernel ADDED = Kernel.compile("unwritten", """
            def forward(self, x: Tensor) -> Tensor:
              most = self.garbage(x, 3000)
              for size in [12000, 50000, 200000]:
                most = torch.maximum(most, self.garbage(x, size))
              return torch.add(x, most)

            def garbage(self, x: Tensor, size: int) -> Tensor:
              stretch = torch.narrow(torch.new_empty(x, [size]), 0, size // 2, 64)
              return torch.floor(torch.mean(torch.to(torch.isnan(stretch), 6)))
            """);

    private Unwritten() {}

    /** The same numbers, or one more if a freed block was full of NaN. */
    public static NDArray added(NDArray x) {
        return ADDED.apply(x);
    }
}
