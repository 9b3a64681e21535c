package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;

/** Pictures of 8 bits a value, as files have them. */
public final class EightBits {
    private static final Kernel TRUNCATE = Kernel.compile("8 bits", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.to(torch.mul(x, 255.0), 0)
            """);

    private static final Kernel READ = Kernel.compile("from 8 bits", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.div(torch.to(x, 6), 255.0)
            """);

    private EightBits() {}

    /**
     * The bytes of values in [0, 1], truncated, as torchattacks stores them: a value that an attack lowered by a
     * fraction of a level loses the whole level, so that it may be further than the bound from the original, by less
     * than a level.
     *
     * @param values float32
     * @return uint8
     */
    public static NDArray truncated(NDArray values) {
        return GradientMode.off(() -> TRUNCATE.apply(values));
    }

    /** The values of bytes, float32 in [0, 1]. */
    public static NDArray values(NDArray bytes) {
        return GradientMode.off(() -> READ.apply(bytes));
    }
}
