package io.peco4j.nn.mae;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.vit.PatchPixels;

/**
 * Squared error of predicted pixels, averaged over each patch and over all hidden patches (He et al. 2021, section 3).
 *
 * <p>With normalised pixels a patch's target is {@code (t - mean) / sqrt(variance + 1e-6)} of its own mean and unbiased
 * variance.
 */
public final class PixelLoss {
    private static final Kernel ERROR = Kernel.compile("error of hidden pixels", """
            def forward(self, predicted: Tensor, target: Tensor, hidden: Tensor) -> Tensor:
              errors = torch.mean(torch.pow(torch.sub(predicted, target), 2), [-1])
              return torch.div(torch.sum(torch.mul(errors, hidden)), torch.sum(hidden))
            """);

    private static final Kernel NORMALISED = Kernel.compile("normalised pixels", """
            def forward(self, target: Tensor) -> Tensor:
              mean = torch.mean(target, [-1], True)
              variance = torch.var(target, [-1], True, True)
              return torch.div(torch.sub(target, mean), torch.sqrt(torch.add(variance, 1.0e-06)))
            """);

    private static final Kernel RESTORED = Kernel.compile("pixels of normalised ones", """
            def forward(self, predicted: Tensor, pixels: Tensor) -> Tensor:
              mean = torch.mean(pixels, [-1], True)
              variance = torch.var(pixels, [-1], True, True)
              return torch.add(torch.mul(predicted, torch.sqrt(torch.add(variance, 1.0e-06))), mean)
            """);

    private final PatchPixels patches;
    private final boolean normalised;

    /**
     * A loss.
     *
     * @param patches of the pictures
     * @param normalised whether targets are normalised patch by patch
     */
    public PixelLoss(PatchPixels patches, boolean normalised) {
        this.patches = patches;
        this.normalised = normalised;
    }

    /**
     * Bytes that the loss keeps until the backward pass: the predictions and their errors.
     *
     * @param predictions how many numbers there are
     */
    public static double activationBytes(double predictions) {
        return 2 * Float.BYTES * predictions;
    }

    /**
     * The loss, a float32 scalar owned by the manager of the predictions.
     *
     * @param predicted float32 (B, N, 3 P P)
     * @param images float32 (B, 3, H, W); in the original after the normalisation of colours
     * @param hidden float32 (B, N), 1 where a patch is hidden; at least one is
     */
    public NDArray of(NDArray predicted, NDArray images, NDArray hidden) {
        try (NDArray target = target(images)) {
            return ERROR.apply(predicted, target, hidden);
        }
    }

    /** What a prediction is compared with, (B, N, 3 P P). */
    public NDArray target(NDArray images) {
        NDArray pixels = patches.of(images);
        if (!normalised) {
            return pixels;
        }
        try (pixels) {
            return NORMALISED.apply(pixels);
        }
    }

    /**
     * Predictions as pictures, (B, 3, H, W), owned by the manager of the predictions. With normalised pixels each patch
     * gets mean and deviation of the true one, which the network does not predict.
     *
     * @param predicted float32 (B, N, 3 P P)
     * @param images float32 (B, 3, H, W), what was to be predicted
     */
    public NDArray pictures(NDArray predicted, NDArray images) {
        if (!normalised) {
            return patches.join(predicted);
        }
        try (NDArray pixels = patches.of(images);
                NDArray restored = RESTORED.apply(predicted, pixels)) {
            return patches.join(restored);
        }
    }
}
