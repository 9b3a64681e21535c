package io.peco4j.nn.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.Locale;

/**
 * How maps are resized inside networks, in PyTorch's variants; differentiable. For pictures of a data set see
 * {@link Resize}.
 *
 * <p>Pixel i covers the interval from i to i + 1, except in the variants that align corners, where the centres of the
 * first and the last pixels stay in place. Only the anti-aliased variants widen their kernel when a map shrinks.
 */
public enum Interpolation {
    /** The pixel at {@code floor(i * from / to)}. */
    NEAREST("torch.upsample_nearest2d(x, [h, w], None, None)"),
    /** The mean over the pixels that an output pixel touches. */
    AREA("torch.adaptive_avg_pool2d(x, [h, w])"),
    /** Linear between the centres of pixels. */
    BILINEAR("torch.upsample_bilinear2d(x, [h, w], False, None, None)"),
    /** Linear, corners aligned. */
    BILINEAR_CORNERS("torch.upsample_bilinear2d(x, [h, w], True, None, None)"),
    /** A triangle as wide as an output pixel demands. */
    BILINEAR_ANTIALIASED("torch._upsample_bilinear2d_aa(x, [h, w], False, None, None)"),
    /** Keys' cubic with a = -0.75. */
    BICUBIC("torch.upsample_bicubic2d(x, [h, w], False, None, None)"),
    /** The same, corners aligned. */
    BICUBIC_CORNERS("torch.upsample_bicubic2d(x, [h, w], True, None, None)"),
    /** Keys' cubic with a = -0.5, as Pillow has it, widened where the map shrinks. */
    BICUBIC_ANTIALIASED("torch._upsample_bicubic2d_aa(x, [h, w], False, None, None)");

    @SuppressWarnings("ImmutableEnumChecker") // a kernel has no state
    private final Kernel kernel;

    Interpolation(String text) {
        this.kernel = Kernel.compile("interpolation", String.format(Locale.ROOT, """
                def forward(self, x: Tensor, size: Tensor) -> Tensor:
                  h = int(torch.select(size, 0, 0))
                  w = int(torch.select(size, 0, 1))
                  return %s
                """, text));
    }

    /**
     * The resized maps, owned by the manager of {@code x}.
     *
     * @param x float32 (B, C, H, W)
     * @param height in pixels, at least 1
     * @param width in pixels, at least 1
     * @return float32 (B, C, height, width)
     */
    public NDArray resize(NDArray x, int height, int width) {
        NDManager manager = x.getManager();
        try (NDArray size = Tensors.of(manager, new long[] {height, width})) {
            return kernel.apply(x, size);
        }
    }
}
