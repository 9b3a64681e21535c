package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/**
 * The loss of heads: logits are resized to the labels, bilinearly, and compared pixel by pixel.
 *
 * <p>Logits are float32 (B, K, h, w); labels int64 (B, H, W), 255 where the class is unknown. As in mmsegmentation
 * 0.11, the means are over all pixels: an unknown one adds nothing to the sum but counts in the number.
 */
public final class PixelCrossEntropy {
    /** The label of pixels that do not count. */
    public static final int UNKNOWN = 255;

    private static final Kernel LOSS =
            Kernel.compile("cross entropy of pixels", String.format(Locale.ROOT, """
            def forward(self, large: Tensor, labels: Tensor) -> Tensor:
              return torch.div(torch.cross_entropy_loss(large, labels, None, 2, %d), torch.numel(labels))
            """, UNKNOWN));

    private static final Kernel ACCURACY = Kernel.compile("accuracy of pixels", """
            def forward(self, large: Tensor, labels: Tensor) -> Tensor:
              return torch.mul(torch.mean(torch.to(torch.eq(torch.argmax(large, 1), labels), 6)), 100.)
            """);

    private PixelCrossEntropy() {}

    /** A float32 scalar, owned by the manager of the logits. */
    public static NDArray loss(NDArray logits, NDArray labels) {
        try (NDArray large = Bilinear.resize(logits, labels)) {
            return LOSS.apply(large, labels);
        }
    }

    /** Per cent of the pixels whose largest logit is at their label; no gradient. */
    public static NDArray accuracy(NDArray logits, NDArray labels) {
        try (NDArray fixed = logits.stopGradient();
                NDArray large = Bilinear.resize(fixed, labels)) {
            return ACCURACY.apply(large, labels);
        }
    }
}
