package io.peco4j.nn.dalle;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/**
 * The terms of a dVAE's loss (Ramesh et al. 2021, appendix A.2 and A.3). Results are float32 scalars, owned by the
 * manager of the first argument.
 */
public final class DalleLoss {
    private static final Kernel LOGIT_LAPLACE = Kernel.compile("logit-Laplace likelihood", """
            def forward(self, statistics: Tensor, x: Tensor) -> Tensor:
              mu, log_scale = torch.chunk(statistics, 2, 1)
              distance = torch.mul(torch.abs(torch.sub(torch.logit(x), mu)), torch.exp(torch.neg(log_scale)))
              volume = torch.log(torch.mul(torch.mul(x, torch.rsub(x, 1.0)), 2.0))
              return torch.mean(torch.add(torch.add(distance, log_scale), volume))
            """);

    private static final Kernel DIVERGENCE = Kernel.compile("divergence from uniform tokens", """
            def forward(self, logits: Tensor) -> Tensor:
              logs = torch.sub(logits, torch.logsumexp(logits, [1], True))
              entropy = torch.neg(torch.sum(torch.mul(torch.exp(logs), logs), [1]))
              return torch.rsub(torch.mean(entropy), torch.log(float(torch.size(logits, 1))))
            """);

    private static final Kernel PERPLEXITY = Kernel.compile("perplexity of tokens", """
            def forward(self, logits: Tensor) -> Tensor:
              tokens = torch.flatten(torch.argmax(torch.detach(logits), 1))
              counts = torch.to(torch.bincount(tokens, None, torch.size(logits, 1)), 6)
              p = torch.div(counts, torch.sum(counts))
              return torch.exp(torch.neg(torch.sum(torch.mul(p, torch.log(torch.add(p, 1.0e-10))))))
            """);

    private DalleLoss() {}

    /**
     * The negative logarithm of {@code f(x | mu, b) = exp(-|logit(x) - mu| / b) / (2 b x (1 - x))}, mean over all
     * numbers.
     *
     * @param statistics (B, 6, H, W): mu, then ln b
     * @param mapped pictures (B, 3, H, W) as {@link DallePixels#map} gives them, within (0, 1)
     */
    public static NDArray logitLaplace(NDArray statistics, NDArray mapped) {
        return LOGIT_LAPLACE.apply(statistics, mapped);
    }

    /** {@code sum_k q_k ln(K q_k)} of q = softmax(logits), in nats, mean over positions: logits (B, K, h, w). */
    public static NDArray divergence(NDArray logits) {
        return DIVERGENCE.apply(logits);
    }

    /** How many tokens a batch uses evenly, from 1 to K; no gradient: logits (B, K, h, w). */
    public static NDArray perplexity(NDArray logits) {
        return PERPLEXITY.apply(logits);
    }
}
