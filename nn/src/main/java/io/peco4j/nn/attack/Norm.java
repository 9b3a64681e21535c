package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * How far a picture is from another: the size of what was added, picture by picture. Gradient mode is off in what
 * follows.
 */
public enum Norm {
    /** The largest change of a value. */
    LARGEST("""
            def forward(self, x: Tensor, length: Tensor) -> Tensor:
              return torch.mul(torch.sign(x), float(length))
            """, """
            def forward(self, x: Tensor, bound: Tensor) -> Tensor:
              most = float(bound)
              return torch.clamp(x, -most, most)
            """),
    /** The sum of all changes. */
    SUM("""
            def forward(self, x: Tensor, length: Tensor) -> Tensor:
              size = torch.abs(x)
              largest = torch.to(torch.eq(size, torch.amax(size, [1, 2, 3], True)), 6)
              share = torch.div(largest, torch.sum(largest, [1, 2, 3], True))
              return torch.mul(torch.mul(torch.sign(x), share), float(length))
            """, """
            def forward(self, x: Tensor, bound: Tensor) -> Tensor:
              size = torch.clamp_min(torch.sum(torch.abs(x), [1, 2, 3], True), 1.0e-12)
              return torch.mul(x, torch.clamp_max(torch.div(torch.full_like(size, float(bound)), size), 1.0))
            """),
    /** The root of the sum of squares. */
    EUCLIDEAN("""
            def forward(self, x: Tensor, length: Tensor) -> Tensor:
              square = torch.clamp_min(torch.sum(torch.mul(x, x), [1, 2, 3], True), 1.0e-12)
              return torch.mul(torch.div(x, torch.sqrt(square)), float(length))
            """, """
            def forward(self, x: Tensor, bound: Tensor) -> Tensor:
              square = torch.clamp_min(torch.sum(torch.mul(x, x), [1, 2, 3], True), 1.0e-12)
              size = torch.sqrt(square)
              return torch.mul(x, torch.clamp_max(torch.div(torch.full_like(size, float(bound)), size), 1.0))
            """);

    private final Kernel steepest;
    private final Kernel within;

    Norm(String steepest, String within) {
        this.steepest = Kernel.compile("steepest step", steepest);
        this.within = Kernel.compile("within a norm", within);
    }

    /**
     * Of all steps of that length, the one that a linear function with this gradient rises most along. Where several
     * values tie for {@link #SUM}, they share it.
     *
     * @param gradient float32 (B, 3, H, W)
     * @param length may be negative, to fall
     */
    public NDArray steepest(NDArray gradient, double length) {
        return apply(steepest, gradient, length);
    }

    /**
     * What was added, where it is no longer than the bound; otherwise cut to it ({@link #LARGEST}) or scaled.
     *
     * @param added float32 (B, 3, H, W)
     */
    public NDArray within(NDArray added, double bound) {
        return apply(within, added, bound);
    }

    private static NDArray apply(Kernel kernel, NDArray values, double number) {
        return GradientMode.off(() -> {
            try (NDArray scalar = Tensors.of(values.getManager(), number)) {
                return kernel.apply(values, scalar);
            }
        });
    }
}
