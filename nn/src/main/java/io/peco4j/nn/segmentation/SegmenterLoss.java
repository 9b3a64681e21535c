package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Affine;

/**
 * What a {@link Segmenter} is trained by: the mean cross entropy of its main head, and that of its auxiliary head times
 * a weight.
 *
 * @param entropy of either head
 * @param auxiliaryWeight 0.4
 */
public record SegmenterLoss(PixelCrossEntropy entropy, double auxiliaryWeight) {

    /**
     * The losses of a batch, float32 scalars owned by the manager of the logits.
     *
     * @param total what is minimised: the sum of the others
     * @param main the main head's
     * @param auxiliary the auxiliary head's, times its weight
     */
    public record Terms(NDArray total, NDArray main, NDArray auxiliary) {}

    /** @param labels uint8 or int64 (B, H, W) */
    public Terms of(Segmenter.Logits logits, NDArray labels) {
        NDArray main = entropy.loss(logits.main(), labels);
        try (NDArray plain = entropy.loss(logits.auxiliary(), labels)) {
            NDArray auxiliary = Affine.scaled(plain, auxiliaryWeight);
            return new Terms(main.add(auxiliary), main, auxiliary);
        }
    }
}
