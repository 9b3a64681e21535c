package io.peco4j.nn.bootmae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Kernel;

/**
 * BootMAE's two losses (Dong et al. 2022, section 3): squared errors of pixels and of features, averaged over what is
 * hidden.
 *
 * <p>A patch's pixels are normalised channel by channel, {@code (t - mean) / sqrt(variance + 1e-5)} of its own mean and
 * biased variance; features token by token, predicted ones and the teacher's alike, to mean 0 and variance 1. The
 * epsilon counts in the units of the pictures that are given: the original's are normalised by colour before.
 */
public final class BootstrapLoss {
    private static final Kernel LEVEL = Kernel.compile("equal weights", """
            def forward(self, hidden: Tensor) -> Tensor:
              return torch.clone(hidden)
            """);

    private static final String CENTRES = """
            def forward(self, hidden: Tensor) -> Tensor:
              grid = torch.reshape(hidden, [-1, 1, @rows, @columns])
              around = torch.avg_pool2d(grid, [3, 3], [1, 1], [1, 1], False, True, None)
              return torch.reshape(torch.add(torch.mul(grid, around), grid), torch.size(hidden))
            """;

    private static final String NORMALISED = """
            def forward(self, images: Tensor) -> Tensor:
              batch = torch.size(images, 0)
              tiles = torch.reshape(images, [batch, 3, @rows, @patch, @columns, @patch])
              mean = torch.mean(tiles, [3, 5], True)
              apart = torch.sub(tiles, mean)
              variance = torch.mean(torch.mul(apart, apart), [3, 5], True)
              normal = torch.div(apart, torch.sqrt(torch.add(variance, 1.0e-05)))
              return torch.reshape(normal, torch.size(images))
            """;

    private static final String RESTORED = """
            def forward(self, normal: Tensor, images: Tensor) -> Tensor:
              batch = torch.size(images, 0)
              tiles = torch.reshape(images, [batch, 3, @rows, @patch, @columns, @patch])
              mean = torch.mean(tiles, [3, 5], True)
              apart = torch.sub(tiles, mean)
              variance = torch.mean(torch.mul(apart, apart), [3, 5], True)
              values = torch.mul(torch.reshape(normal, torch.size(tiles)), torch.sqrt(torch.add(variance, 1.0e-05)))
              return torch.reshape(torch.add(values, mean), torch.size(images))
            """;

    private static final String PIXELS = """
            def forward(self, predicted: Tensor, target: Tensor, weights: Tensor, hidden: Tensor) -> Tensor:
              batch = torch.size(predicted, 0)
              squares = torch.pow(torch.sub(predicted, target), 2)
              tiles = torch.reshape(squares, [batch, 3, @rows, @patch, @columns, @patch])
              errors = torch.reshape(torch.mean(tiles, [1, 3, 5]), [batch, -1])
              return torch.div(torch.mean(torch.mul(errors, weights)), torch.mean(hidden))
            """;

    private static final Kernel FEATURES = Kernel.compile("error of hidden features", """
            def forward(self, predicted: Tensor, target: Tensor, weights: Tensor, hidden: Tensor) -> Tensor:
              width = torch.size(predicted, 2)
              ours = torch.layer_norm(predicted, [width], None, None, 1.0e-06, True)
              theirs = torch.layer_norm(target, [width], None, None, 1.0e-06, True)
              errors = torch.mean(torch.pow(torch.sub(ours, theirs), 2), [-1])
              return torch.div(torch.mean(torch.mul(errors, weights)), torch.mean(hidden))
            """);

    private final Kernel weights;
    private final Kernel normalised;
    private final Kernel restored;
    private final Kernel errors;

    /**
     * The losses of pictures.
     *
     * @param grid their patches
     * @param patch side of a patch, in pixels
     * @param centres whether a hidden patch weighs the more, up to twice, the more of the nine patches around it are
     *     hidden too
     */
    public BootstrapLoss(PatchGrid grid, int patch, boolean centres) {
        this.weights = centres ? compile("weights of block centres", CENTRES, grid, patch) : LEVEL;
        this.normalised = compile("normalised patches", NORMALISED, grid, patch);
        this.restored = compile("restored patches", RESTORED, grid, patch);
        this.errors = compile("error of hidden patches", PIXELS, grid, patch);
    }

    private static Kernel compile(String name, String text, PatchGrid grid, int patch) {
        return Kernel.compile(
                name,
                text.replace("@rows", Integer.toString(grid.rows()))
                        .replace("@columns", Integer.toString(grid.columns()))
                        .replace("@patch", Integer.toString(patch)));
    }

    /**
     * How much each patch counts, float32 (B, N): 0 where it is visible.
     *
     * @param hidden float32 (B, N), 1 where a patch is hidden, 0 elsewhere
     */
    public NDArray weights(NDArray hidden) {
        return weights.apply(hidden);
    }

    /** Pictures (B, 3, H, W) with each channel of each patch normalised: what predicted pixels are compared with. */
    public NDArray target(NDArray images) {
        return normalised.apply(images);
    }

    /** Pictures of normalised patches: the way back from {@link #target}, by the patches of the pictures themselves. */
    public NDArray pixels(NDArray normal, NDArray images) {
        return restored.apply(normal, images);
    }

    /**
     * The loss of pixels, a float32 scalar owned by the manager of the predictions.
     *
     * @param predicted float32 (B, 3, H, W)
     * @param target of the same shape, as {@link #target}
     * @param weights as {@link #weights(NDArray)}
     * @param hidden float32 (B, N); at least one is 1
     */
    public NDArray ofPixels(NDArray predicted, NDArray target, NDArray weights, NDArray hidden) {
        return errors.apply(predicted, target, weights, hidden);
    }

    /**
     * The loss of features, likewise.
     *
     * @param predicted float32 (B, N, D)
     * @param target of the same shape, the teacher's
     */
    public NDArray ofFeatures(NDArray predicted, NDArray target, NDArray weights, NDArray hidden) {
        return FEATURES.apply(predicted, target, weights, hidden);
    }
}
