package io.peco4j.nn.dalle;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/**
 * The range of pixels within DALL-E's dVAE: a tenth away from both ends of [0, 1], where a logit stays finite. Any
 * shape, float32 to float32.
 */
public final class DallePixels {
    private static final Kernel MAP = Kernel.compile("map pixels", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.add(torch.mul(x, 0.8), 0.1)
            """);

    private static final Kernel UNMAP = Kernel.compile("unmap pixels", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.clamp(torch.div(torch.sub(x, 0.1), 0.8), 0, 1)
            """);

    private DallePixels() {}

    /** {@code 0.8 x + 0.1}, x in [0, 1]. */
    public static NDArray map(NDArray pixels) {
        return MAP.apply(pixels);
    }

    /** {@code (x - 0.1) / 0.8}, cut to [0, 1]. */
    public static NDArray unmap(NDArray mapped) {
        return UNMAP.apply(mapped);
    }
}
