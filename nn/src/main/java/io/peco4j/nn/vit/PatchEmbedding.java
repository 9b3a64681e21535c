package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * Cuts pictures into patches and maps each to a token: {@code proj.weight} (D, 3, P, P) and {@code proj.bias}.
 *
 * <p>(B, 3, H, W) float32 to (B, N, D) float32, patches row by row. The strided convolution is done as one matrix
 * product in the context's precision. Dosovitskiy et al. 2020, equation 1.
 */
public final class PatchEmbedding extends Layer {
    private static final String TEXT = """
            def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              batch, channels, height, width = torch.size(x)
              rows = torch.floordiv(height, @patch)
              columns = torch.floordiv(width, @patch)
              tiles = torch.permute(torch.reshape(x, [batch, channels, rows, @patch, columns, @patch]), [0, 2, 4, 1, 3, 5])
              flat = torch.reshape(tiles, [batch, torch.mul(rows, columns), -1])
              return @product
            """;

    private static final String FLOAT32 = "self.linear(flat, torch.flatten(weight, 1), bias)";

    private static final String BFLOAT16 =
            "torch.to(self.linear(torch.to(flat, 15), torch.to(torch.flatten(weight, 1), 15), torch.to(bias, 15)), 6)";

    private final int patch;
    private final NDArray weight;
    private final NDArray bias;
    private final Precision precision;
    private final Kernel kernel;

    /** An embedding whose bias starts at 0. */
    public PatchEmbedding(NetworkContext context, NDArray weight, boolean frozen) {
        this(context, weight, Initial.of(context).zeros(weight.getShape().get(0)), frozen);
    }

    /**
     * An embedding.
     *
     * @param weight float32 (D, 3, P, P), owned by the context's manager
     * @param bias float32 (D), owned by the context's manager
     * @param frozen whether weight and bias are buffers instead of parameters
     */
    public PatchEmbedding(NetworkContext context, NDArray weight, NDArray bias, boolean frozen) {
        this.patch = Math.toIntExact(weight.getShape().get(2));
        this.weight = frozen ? buffer("proj.weight", weight) : parameter("proj.weight", weight);
        this.bias = frozen ? buffer("proj.bias", bias) : parameter("proj.bias", bias);
        this.precision = context.precision();
        this.kernel = Kernel.compile(
                "patch embedding",
                TEXT.replace("@product", precision == Precision.BFLOAT16 ? BFLOAT16 : FLOAT32)
                        .replace("@patch", Integer.toString(patch)));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(
                input.get(0),
                (input.get(2) / patch) * (input.get(3) / patch),
                weight.getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        return 2.0 * input.size() * weight.getShape().get(0);
    }

    /** The pixels, patch by patch. */
    @Override
    public double activationBytes(Shape input) {
        return weight.hasGradient() ? (double) precision.bytes() * input.size() : 0;
    }
}
