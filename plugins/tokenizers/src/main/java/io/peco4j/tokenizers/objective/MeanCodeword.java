package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/** What the explicit constraints of PeCo's table 6 look at: the mean of a picture's codewords. */
final class MeanCodeword {
    private static final Kernel KERNEL = Kernel.compile("mean codeword", """
            def forward(self, codewords: Tensor) -> Tensor:
              return torch.mean(codewords, [2, 3])
            """);

    private MeanCodeword() {}

    /** (B, d, h, w) float32 to (B, d). */
    static NDArray of(NDArray codewords) {
        return KERNEL.apply(codewords);
    }
}
