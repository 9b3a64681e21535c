package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/**
 * Cross entropies and the accuracy beside them.
 *
 * <p>Logits are float32 (B, K); results are float32 scalars, means over the batch unless stated, owned by the manager
 * of the logits. All sums are float32.
 */
public final class Losses {
    private static final Kernel CROSS_ENTROPY = Kernel.compile("cross entropy", """
            def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
              return torch.cross_entropy_loss(logits, labels)
            """);

    private static final Kernel SMOOTHED = Kernel.compile("smoothed cross entropy", """
            def forward(self, logits: Tensor, labels: Tensor, smoothing: Tensor) -> Tensor:
              return torch.cross_entropy_loss(logits, labels, None, 1, -100, float(smoothing))
            """);

    private static final Kernel SOFT = Kernel.compile("soft cross entropy", """
            def forward(self, logits: Tensor, targets: Tensor) -> Tensor:
              terms = torch.mul(targets, torch.log_softmax(logits, -1))
              return torch.neg(torch.div(torch.sum(terms), torch.size(logits, 0)))
            """);

    private static final Kernel HITS = Kernel.compile("hits", """
            def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
              return torch.sum(torch.to(torch.eq(torch.argmax(torch.detach(logits), -1), labels), 6))
            """);

    private Losses() {}

    /**
     * {@code -log softmax(logits)[label]}.
     *
     * @param labels int64 (B)
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels) {
        return CROSS_ENTROPY.apply(logits, labels);
    }

    /**
     * Cross entropy with the target {@code 1 - s + s / K} at the label and {@code s / K} elsewhere: Szegedy et al. 2016.
     *
     * @param labels int64 (B)
     * @param smoothing s in [0, 1)
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels, double smoothing) {
        try (NDArray share = logits.getManager().create(smoothing)) {
            return SMOOTHED.apply(logits, labels, share);
        }
    }

    /**
     * {@code -sum_k target_k log softmax(logits)_k}.
     *
     * @param targets float32 (B, K), usually distributions
     */
    public static NDArray softCrossEntropy(NDArray logits, NDArray targets) {
        return SOFT.apply(logits, targets);
    }

    /**
     * How many rows have their largest logit at the label; no gradient.
     *
     * @param labels int64 (B)
     */
    public static NDArray hits(NDArray logits, NDArray labels) {
        return HITS.apply(logits, labels);
    }
}
