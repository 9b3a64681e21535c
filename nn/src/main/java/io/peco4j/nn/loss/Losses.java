package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

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

    private static final Kernel IGNORING = Kernel.compile("cross entropy with an ignored label", """
            def forward(self, logits: Tensor, labels: Tensor, ignored: Tensor) -> Tensor:
              return torch.cross_entropy_loss(logits, labels, None, 1, int(ignored))
            """);

    private static final Kernel SOFT =
            Kernel.compile("soft cross entropy", """
            def forward(self, logits: Tensor, targets: Tensor) -> Tensor:
              terms = torch.mul(targets, @log)
              return torch.neg(torch.div(torch.sum(terms), torch.size(logits, 0)))
            """.replace("@log", Activation.LOG_SOFTMAX.of("logits")));

    private static final Kernel BINARY = Kernel.compile("binary cross entropy", """
            def forward(self, logits: Tensor, targets: Tensor) -> Tensor:
              return torch.binary_cross_entropy_with_logits(logits, targets)
            """);

    private static final Kernel HITS = Kernel.compile("hits", """
            def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
              return torch.sum(torch.to(torch.eq(torch.argmax(torch.detach(logits), -1), labels), 6))
            """);

    private Losses() {}

    /**
     * Bytes that a cross entropy keeps until the backward pass: the logits, their logarithms as probabilities, and
     * their gradient, which is as large.
     *
     * @param logits how many there are
     */
    public static double activationBytes(double logits) {
        return 3 * Float.BYTES * logits;
    }

    /**
     * {@code -log softmax(logits)[label]}.
     *
     * @param logits float32 (B, K), or (B, K, ...) with a label for each position
     * @param labels int64 (B), or (B, ...)
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels) {
        return CROSS_ENTROPY.apply(logits, labels);
    }

    /**
     * Cross entropy over the positions of a map, as in segmentation; the mean is over the positions that count.
     *
     * @param logits float32 (B, K, ...) with the classes in the second dimension
     * @param labels int64 (B, ...)
     * @param ignored label of positions that do not count; they have no gradient
     * @return not a number where no position counts
     */
    public static NDArray crossEntropyExcept(NDArray logits, NDArray labels, long ignored) {
        try (NDArray label = Tensors.of(logits.getManager(), ignored)) {
            return IGNORING.apply(logits, labels, label);
        }
    }

    /**
     * Cross entropy with the target {@code 1 - s + s / K} at the label and {@code s / K} elsewhere: Szegedy et al.
     * 2016.
     *
     * @param labels int64 (B)
     * @param smoothing s in [0, 1)
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels, double smoothing) {
        try (NDArray share = Tensors.of(logits.getManager(), smoothing)) {
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
     * {@code -t log p - (1 - t) log(1 - p)} with p the sigmoid of a logit, the mean over all elements.
     *
     * @param logits float32 of any shape
     * @param targets float32 of the same shape, in [0, 1]
     */
    public static NDArray binaryCrossEntropy(NDArray logits, NDArray targets) {
        return BINARY.apply(logits, targets);
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
