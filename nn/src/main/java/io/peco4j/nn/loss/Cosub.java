package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/**
 * Training of two submodels of one network together (Touvron et al. 2022): each learns from the targets and from the
 * other's answer, by binary cross entropy. Two passes of one batch with drop path are such submodels.
 */
public final class Cosub {
    private static final Kernel BINARY = Kernel.compile("any share counts", """
            def forward(self, targets: Tensor) -> Tensor:
              return torch.to(torch.gt(targets, 0), 6)
            """);

    private static final Kernel LOSS = Kernel.compile("cosub", """
            def forward(self, one: Tensor, other: Tensor, targets: Tensor) -> Tensor:
              own = torch.binary_cross_entropy_with_logits(one, targets)
              its = torch.binary_cross_entropy_with_logits(other, targets)
              learned = torch.binary_cross_entropy_with_logits(one, torch.detach(torch.sigmoid(other)))
              taught = torch.binary_cross_entropy_with_logits(other, torch.detach(torch.sigmoid(one)))
              return torch.mul(torch.add(torch.add(own, its), torch.add(learned, taught)), 0.25)
            """);

    private Cosub() {}

    /** 1 where a class has any share in a mixed target: targets of binary cross entropy, float32 (B, K). */
    public static NDArray binary(NDArray targets) {
        return BINARY.apply(targets);
    }

    /**
     * The mean of four binary cross entropies: a float32 scalar, owned by the manager of the first logits.
     *
     * @param one logits (B, K) of a submodel
     * @param other logits (B, K) of another one on the same rows
     * @param targets float32 (B, K) in [0, 1]
     */
    public static NDArray loss(NDArray one, NDArray other, NDArray targets) {
        return LOSS.apply(one, other, targets);
    }
}
