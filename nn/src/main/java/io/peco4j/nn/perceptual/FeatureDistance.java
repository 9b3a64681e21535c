package io.peco4j.nn.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.nn.Kernel;
import java.util.List;

/**
 * How far apart single pictures are for a feature network, as LPIPS measures it (Zhang et al. 2018, equation 1):
 * channels of length 1 at each position, squared differences, weighted per channel or not, averaged over positions and
 * added up over layers.
 *
 * <p>Looking at a picture and comparing are two steps, so that a picture of many comparisons is looked at once. No
 * gradient is meant to pass. One thread at a time.
 */
public final class FeatureDistance {
    /** Divided by the root of the number of positions, so that a squared difference is a mean over them. */
    private static final Kernel PLAIN = Kernel.compile("unit features", """
            def forward(self, x: Tensor) -> Tensor:
              positions = torch.size(x, 2) * torch.size(x, 3)
              return torch.div(torch.flatten(self.normal(x), 1), float(positions) ** 0.5)
            """ + FeatureNormalisation.UNIT.method());

    /** Times the root of the weight: the squared difference then has the weight itself. */
    private static final Kernel WEIGHTED =
            Kernel.compile("weighted unit features", """
            def forward(self, x: Tensor, weight: Tensor) -> Tensor:
              positions = torch.size(x, 2) * torch.size(x, 3)
              weighted = torch.mul(self.normal(x), torch.sqrt(weight))
              return torch.div(torch.flatten(weighted, 1), float(positions) ** 0.5)
            """ + FeatureNormalisation.UNIT.method());

    private static final Kernel SQUARES = Kernel.compile("squared differences", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.sum(torch.square(torch.sub(x, y)), [1])
            """);

    private final PerceptualBackbone backbone;
    private final List<NDArray> weights;

    private FeatureDistance(PerceptualBackbone backbone, List<NDArray> weights) {
        this.backbone = backbone;
        this.weights = List.copyOf(weights);
    }

    /** Equal weights for all channels: the baseline of LPIPS without its linear layers. */
    public static FeatureDistance plain(PerceptualBackbone backbone) {
        return new FeatureDistance(backbone, List.of());
    }

    /** Channels weighted by linear heads that fit the backbone's layers: the published LPIPS. */
    public static FeatureDistance weighted(PerceptualBackbone backbone, LinearHeads heads) {
        return new FeatureDistance(backbone, heads.weights());
    }

    /**
     * What the network sees in some pictures: all layers, of which squared differences add up to the distance.
     *
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @return (B, N), owned by the manager of the pictures
     */
    public NDArray look(NDArray images) {
        NDList layers = new NDList();
        List<NDArray> maps = backbone.features(images);
        for (int i = 0; i < maps.size(); i++) {
            try (NDArray map = maps.get(i)) {
                layers.add(weights.isEmpty() ? PLAIN.apply(map) : WEIGHTED.apply(map, weights.get(i)));
            }
        }
        try (layers) {
            return NDArrays.concat(layers, 1);
        }
    }

    /**
     * The distances of pictures row by row.
     *
     * @param one from {@link #look}
     * @param other from pictures of the same number and size
     * @return float32 (B), owned by the manager of {@code one}
     */
    public NDArray between(NDArray one, NDArray other) {
        return SQUARES.apply(one, other);
    }
}
