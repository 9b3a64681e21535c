package io.peco4j.nn.perceptual;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.nn.Kernel;
import java.util.Iterator;
import java.util.List;

/**
 * The perceptual metric of PeCo: the sum over a backbone's layers of {@code |f(x) - f(y)|^2 / (C H W)}, f the
 * normalised features of a layer, (C, H, W).
 *
 * <p>Always float32, mean over the batch. Dong et al. 2021, section 3.2; the normalisation is not stated there, see
 * {@link FeatureNormalisation}.
 */
public final class PerceptualDistance {
    private final PerceptualBackbone backbone;
    private final Kernel layer;

    /** The maps of both pictures, as they are and normalised. */
    private static final int MAPS = 4;

    public PerceptualDistance(PerceptualBackbone backbone, FeatureNormalisation normalisation) {
        this.backbone = backbone;
        this.layer = Kernel.compile("perceptual distance", """
                def forward(self, other: Tensor, original: Tensor) -> Tensor:
                  return torch.mse_loss(self.normal(other), torch.detach(self.normal(original)))
                """ + normalisation.method());
    }

    /**
     * Bytes that a comparison keeps until the backward pass, besides what the backbone's pass keeps.
     *
     * @param features numbers in the maps of one picture
     */
    public static double activationBytes(double features) {
        return MAPS * Float.BYTES * features;
    }

    /**
     * The distance, with gradient for {@code other} only.
     *
     * @param original float32 (B, 3, H, W) in [0, 1]
     * @param other as large, around [0, 1], not clipped
     * @return float32 scalar, owned by the manager of {@code other}
     */
    public NDArray between(NDArray original, NDArray other) {
        List<NDArray> wanted = backbone.features(original.stopGradient());
        Iterator<NDArray> target = wanted.iterator();
        return backbone.features(other).stream()
                .map(features -> layer.apply(features, target.next()))
                .reduce(NDArray::add)
                .orElseThrow(() -> new IllegalArgumentException("the backbone gives no features"));
    }
}
