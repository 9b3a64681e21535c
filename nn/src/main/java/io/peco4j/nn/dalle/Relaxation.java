package io.peco4j.nn.dalle;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/** Soft tokens: {@code softmax((logits + g) / temperature)} with standard Gumbel noise g (Jang et al. 2017). */
public final class Relaxation {
    private static final Kernel KERNEL = Kernel.compile("relaxed tokens", """
            def forward(self, logits: Tensor, temperature: Tensor) -> Tensor:
              noise = torch.neg(torch.log(torch.exponential_(torch.empty_like(logits), 1.)))
              return torch.softmax(torch.div(torch.add(logits, noise), float(temperature)), 1)
            """);

    private Relaxation() {}

    /**
     * Weights over the vocabulary, (B, K, h, w) float32, sums 1; the noise is the engine's generator's.
     *
     * @param temperature above 0
     */
    public static NDArray of(NDArray logits, double temperature) {
        try (NDArray number = Tensors.of(logits.getManager(), temperature)) {
            return KERNEL.apply(logits, number);
        }
    }
}
