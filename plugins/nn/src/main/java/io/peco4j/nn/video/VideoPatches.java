package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * Cuts the frames of videos into patches and maps each to a token: {@code proj.weight} (D, 3, P, P) and
 * {@code proj.bias}, which start uniform within {@code 1 / sqrt(3 P P)}.
 *
 * <p>(B, 3, T, H, W) float32 to (B, N, T, D) float32, patches row by row. The strided convolution is done as one matrix
 * product in the context's precision.
 */
final class VideoPatches extends Layer {
    private static final String TEXT = """
            def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              batch, channels, frames, height, width = torch.size(x)
              rows = torch.floordiv(height, @patch)
              columns = torch.floordiv(width, @patch)
              tiles = torch.reshape(x, [batch, channels, frames, rows, @patch, columns, @patch])
              sorted = torch.permute(tiles, [0, 3, 5, 2, 1, 4, 6])
              flat = torch.reshape(sorted, [batch, torch.mul(rows, columns), frames, -1])
              return @product
            """;

    private static final String FLOAT32 = "torch.linear(flat, torch.flatten(weight, 1), bias)";

    private static final String BFLOAT16 =
            "torch.to(torch.linear(torch.to(flat, 15), torch.to(torch.flatten(weight, 1), 15), torch.to(bias, 15)), 6)";

    private final int patch;
    private final NDArray weight;
    private final NDArray bias;
    private final Kernel kernel;

    VideoPatches(NetworkContext context, int patch, int width) {
        Initial initial = Initial.of(context);
        long fanIn = 3L * patch * patch;
        this.patch = patch;
        this.weight = parameter("proj.weight", initial.fanInUniform(fanIn, width, 3, patch, patch));
        this.bias = parameter("proj.bias", initial.fanInUniform(fanIn, width));
        this.kernel = Kernel.compile(
                "video patches",
                TEXT.replace("@product", context.precision() == Precision.BFLOAT16 ? BFLOAT16 : FLOAT32)
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
                (input.get(3) / patch) * (input.get(4) / patch),
                input.get(2),
                weight.getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        return 2.0 * input.size() * weight.getShape().get(0);
    }
}
