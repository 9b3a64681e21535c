package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The loss of heads: logits are resized to the labels, bilinearly, and compared pixel by pixel.
 *
 * <p>Logits are float32 (B, K, h, w); labels uint8 or int64 (B, H, W). As in mmsegmentation 0.11, means are over all
 * pixels: one whose class is unknown adds nothing to the sum but counts in the number, and so it does where classes
 * have weights.
 */
public final class PixelCrossEntropy {
    /** The label of pixels that do not count, where there are at most 255 classes. */
    public static final int UNKNOWN = 255;

    private static final Kernel ACCURACY = Kernel.compile("accuracy of pixels", """
            def forward(self, large: Tensor, labels: Tensor) -> Tensor:
              return torch.mul(torch.mean(torch.to(torch.eq(torch.argmax(large, 1), labels), 6)), 100.)
            """);

    private static final Kernel MEAN = Kernel.compile("mean", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(x)
            """);

    private final Kernel losses;
    private final int classWeights;

    /** Without weights, for at most 255 classes. */
    public PixelCrossEntropy() {
        this(UNKNOWN, List.of());
    }

    /**
     * A loss.
     *
     * @param unknown the label of pixels that do not count
     * @param classWeights a factor for each class; none: all count alike
     */
    public PixelCrossEntropy(int unknown, List<Double> classWeights) {
        this.classWeights = classWeights.size();
        String weights = classWeights.stream()
                .map(weight -> String.format(Locale.ROOT, "%.17g", weight))
                .collect(Collectors.joining(", "));
        String weight = weights.isEmpty()
                ? "None"
                : "torch.tensor([" + weights + "], dtype=6, device=None, requires_grad=False)";
        this.losses = Kernel.compile("cross entropy of pixels", String.format(Locale.ROOT, """
                def forward(self, large: Tensor, labels: Tensor) -> Tensor:
                  return torch.cross_entropy_loss(large, torch.to(labels, 4), %s, 0, %d)
                """, weight, unknown));
    }

    /**
     * The loss of each pixel, float32 (B, H, W), owned by the manager of the logits; 0 where the class is unknown.
     *
     * @throws IllegalArgumentException if the classes have weights, and there are more or fewer logits
     */
    public NDArray losses(NDArray logits, NDArray labels) {
        if (classWeights > 0 && logits.getShape().get(1) != classWeights) {
            throw new IllegalArgumentException(
                    classWeights + " weights for " + logits.getShape().get(1) + " classes");
        }
        try (NDArray large = Bilinear.resize(logits, labels)) {
            return losses.apply(large, labels);
        }
    }

    /** The mean over all pixels, a float32 scalar, owned by the manager of the logits. */
    public NDArray loss(NDArray logits, NDArray labels) {
        try (NDArray each = losses(logits, labels)) {
            return MEAN.apply(each);
        }
    }

    /** Per cent of the pixels whose largest logit is at their label; no gradient. */
    public static NDArray accuracy(NDArray logits, NDArray labels) {
        try (NDArray fixed = logits.stopGradient();
                NDArray large = Bilinear.resize(fixed, labels)) {
            return ACCURACY.apply(large, labels);
        }
    }

    /**
     * Bytes that the loss keeps of one picture until the backward pass: the logarithms of probabilities and their
     * gradient at the size of the labels, and the labels.
     */
    public static double activationBytes(int classes, long pixels) {
        return 2.0 * Float.BYTES * classes * pixels + Long.BYTES * (double) pixels;
    }
}
