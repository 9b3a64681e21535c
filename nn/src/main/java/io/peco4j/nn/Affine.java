package io.peco4j.nn;

import ai.djl.ndarray.NDArray;

/**
 * Tensors times a number, plus a number, safely differentiable.
 *
 * <p>Use this instead of {@code x.mul(2)}, {@code x.div(2)} and their like wherever gradients flow. DJL puts the number
 * into a tensor over memory that Java owns, and lets go of it at once; the backward pass reads it later, when
 * a garbage collection may have freed it, and the gradient is then any number at all. Sums with numbers are safe, as
 * their backward pass reads nothing.
 */
public final class Affine {
    private static final Kernel KERNEL = Kernel.compile("affine", """
            def forward(self, x: Tensor, numbers: Tensor) -> Tensor:
              scaled = torch.mul(x, float(torch.select(numbers, 0, 0)))
              return torch.add(scaled, float(torch.select(numbers, 0, 1)))
            """);

    private Affine() {}

    /**
     * {@code x * factor + shift}, owned by the manager of {@code x}: of its dtype if it holds fractions, and float32 if
     * it holds integers.
     */
    public static NDArray of(NDArray x, double factor, double shift) {
        try (NDArray numbers = Tensors.of(x.getManager(), new double[] {factor, shift})) {
            return KERNEL.apply(x, numbers);
        }
    }

    /** {@code x * factor}. */
    public static NDArray scaled(NDArray x, double factor) {
        return of(x, factor, 0);
    }
}
