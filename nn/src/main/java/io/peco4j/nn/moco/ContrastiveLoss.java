package io.peco4j.nn.moco;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/**
 * InfoNCE between queries and keys, in which row i of the queries belongs to row i of the keys and all other rows are
 * negatives: {@code 2 t mean_i(log sum_j exp(q_i k_j / t) - q_i k_i / t)} of unit vectors q and k (Chen, Xie and He
 * 2021, equation 1 and the factor after it).
 */
public final class ContrastiveLoss {
    private static final String TEXT = """
            def forward(self, q: Tensor, k: Tensor) -> Tuple[Tensor, Tensor]:
              logits = torch.div(torch.matmul(self.unit(q), torch.t(self.unit(torch.detach(k)))), @temperature)
              own = torch.diagonal(logits)
              loss = torch.mul(torch.mean(torch.sub(torch.logsumexp(logits, [1]), own)), @factor)
              best = torch.ge(torch.detach(own), torch.amax(torch.detach(logits), [1]))
              return (loss, torch.mean(torch.to(best, 6)))

            def unit(self, x: Tensor) -> Tensor:
              return torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1.0e-12))
            """;

    private final Kernel kernel;

    /**
     * What a pair of queries and keys gives.
     *
     * @param value float32 scalar with its graph
     * @param accuracy float32 scalar without one: the share of queries that are nearest to their own key
     */
    public record Contrast(NDArray value, NDArray accuracy) {

        /** Losses added, accuracies averaged. */
        public Contrast and(Contrast other) {
            try (NDArray hits = accuracy.add(other.accuracy)) {
                return new Contrast(value.add(other.value), Affine.scaled(hits, 0.5));
            }
        }
    }

    /** @param temperature what similarities are divided by, above 0 */
    public ContrastiveLoss(double temperature) {
        this.kernel = Kernel.compile(
                "contrastive loss",
                TEXT.replace("@temperature", number(temperature)).replace("@factor", number(2 * temperature)));
    }

    /**
     * The loss of a batch.
     *
     * @param queries float32 (B, dim); rows of any length
     * @param keys float32 (B, dim); no gradient reaches them
     * @return owned by the manager of the queries
     */
    public Contrast of(NDArray queries, NDArray keys) {
        NDList results = kernel.call(queries, keys);
        return new Contrast(results.get(0), results.get(1));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.17e", value);
    }
}
