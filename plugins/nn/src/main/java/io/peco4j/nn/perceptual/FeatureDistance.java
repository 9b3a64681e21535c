package io.peco4j.nn.perceptual;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * How far apart single pictures are for a feature network, as LPIPS measures it (Zhang et al. 2018, equation 1): channels
 * of length 1 at each position, squared differences, weighted per channel or not, averaged over positions and added up over
 * layers.
 *
 * <p>Looking at a picture and comparing are two steps, so that a picture of many comparisons is looked at once. No
 * gradient is meant to pass. One thread at a time.
 */
public final class FeatureDistance {
    private static final Kernel UNIT = Kernel.compile(
            "unit features",
            "def forward(self, x: Tensor) -> Tensor:\n  return self.normal(x)\n" + FeatureNormalisation.UNIT.method());

    private static final Kernel PLAIN = Kernel.compile("feature distance", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              d = torch.square(torch.sub(x, y))
              return torch.mean(torch.flatten(torch.sum(d, [1]), 1), [1])
            """);

    private static final Kernel WEIGHTED = Kernel.compile("weighted feature distance", """
            def forward(self, x: Tensor, y: Tensor, weight: Tensor) -> Tensor:
              d = torch.square(torch.sub(x, y))
              return torch.mean(torch.flatten(torch.conv2d(d, weight), 1), [1])
            """);

    private final PerceptualBackbone backbone;
    private final List<NDArray> weights;

    private FeatureDistance(PerceptualBackbone backbone, List<NDArray> weights) {
        this.backbone = backbone;
        this.weights = List.copyOf(weights);
    }

    /** All channels alike: the baseline of LPIPS without its linear layers. */
    public static FeatureDistance plain(PerceptualBackbone backbone) {
        return new FeatureDistance(backbone, List.of());
    }

    /** Channels weighted by linear heads that fit the backbone's layers: the published LPIPS. */
    public static FeatureDistance weighted(PerceptualBackbone backbone, LinearHeads heads) {
        return new FeatureDistance(backbone, heads.weights());
    }

    /**
     * What the network sees in some pictures, with channels of length 1.
     *
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @return one map (B, C, H', W') for each layer, owned by the manager of the pictures
     */
    public List<NDArray> look(NDArray images) {
        List<NDArray> maps = new ArrayList<>();
        for (NDArray features : backbone.features(images)) {
            try (features) {
                maps.add(UNIT.apply(features));
            }
        }
        return maps;
    }

    /**
     * The distances of pictures row by row.
     *
     * @param one from {@link #look}
     * @param other from pictures of the same number and size
     * @return float32 (B), owned by the manager of {@code one}
     */
    public NDArray between(List<NDArray> one, List<NDArray> other) {
        NDArray sum = layer(one, other, 0);
        for (int i = 1; i < one.size(); i++) {
            try (NDArray before = sum;
                    NDArray term = layer(one, other, i)) {
                sum = before.add(term);
            }
        }
        return sum;
    }

    private NDArray layer(List<NDArray> one, List<NDArray> other, int i) {
        return weights.isEmpty()
                ? PLAIN.apply(one.get(i), other.get(i))
                : WEIGHTED.apply(one.get(i), other.get(i), weights.get(i));
    }
}
