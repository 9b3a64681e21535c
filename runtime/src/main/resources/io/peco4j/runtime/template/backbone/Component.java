package @package@;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.conv.Pool2d;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradient of brightness in four directions (Sobel), at several resolutions: pictures are alike if their edges are.
 */
@Describe("edges in four directions at several scales; nothing is trained")
public final class @Name@ implements PerceptualBackbone {
    /** A smooth absolute value: under the root is more than 0, for a root has no gradient there. */
    private static final Kernel EDGES = Kernel.compile("edges", """
            def forward(self, x: Tensor, sobel: Tensor) -> Tensor:
              slopes = self.conv2d(x, sobel, None, [1, 1], [1, 1], [1, 1], 1)
              return torch.sqrt(torch.add(torch.square(slopes), 1.0e-03))
            """);

    private static final float[] BRIGHTNESS = {0.299f, 0.587f, 0.114f};
    private static final float[][] DIRECTIONS = {
        {-1, 0, 1, -2, 0, 2, -1, 0, 1},
        {0, 1, 2, -1, 0, 1, -2, -1, 0},
        {1, 2, 1, 0, 0, 0, -1, -2, -1},
        {2, 1, 0, 1, 0, -1, 0, -1, -2}
    };

    private final @Name@Options options;
    private final NDArray sobel;
    private final Pool2d halve = Pool2d.average(2, 2, 0);

    /** Makes one: the context owns the filters. */
    @Inject
    public @Name@(@Name@Options options, NetworkContext context) {
        this.options = options;
        this.sobel = Tensors.of(context.manager(), filters(), new Shape(DIRECTIONS.length, 3, 3, 3));
    }

    @Override
    public List<NDArray> features(NDArray images) {
        long side = Math.min(images.getShape().get(2), images.getShape().get(3));
        if (side >> (options.scales() - 1) == 0) {
            throw new IllegalArgumentException(
                    "pictures of " + side + " pixels cannot be halved " + (options.scales() - 1) + " times");
        }
        List<NDArray> maps = new ArrayList<>();
        NDArray scaled = images;
        for (int i = 0; i < options.scales(); i++) {
            scaled = i == 0 ? images : halve.forward(scaled, false);
            // The picture first: a result belongs to the manager of the first argument.
            maps.add(EDGES.apply(scaled, sobel));
        }
        return maps;
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }

    /** (4, 3, 3, 3): each direction of three colours, which count as much as they are bright. */
    private static float[] filters() {
        float[] filters = new float[DIRECTIONS.length * 3 * 9];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = DIRECTIONS[i / 27][i % 9] * BRIGHTNESS[i / 9 % 3] / 4;
        }
        return filters;
    }
}
