package io.peco4j.nn.bootmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.PrecisionKernel;

/**
 * Tokens of patches to a picture: {@code proj.weight} (d, 3, P, P) and {@code proj.bias} (3), which the original
 * applies as a transposed convolution whose stride is its side. That is one matrix product, so here it is done as one.
 *
 * <p>(B, N, d) float32, patches row by row, to (B, 3, H, W) float32. Weights start as PyTorch starts transposed
 * convolutions.
 */
final class PixelHead extends Layer {
    private static final String TEXT = """
            def forward(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
              flat = self.wide(torch.matmul(self.narrow(x), self.narrow(torch.flatten(weight, 1))))
              tiles = torch.reshape(flat, [torch.size(x, 0), @rows, @columns, 3, @patch, @patch])
              joined = torch.reshape(torch.permute(tiles, [0, 3, 1, 4, 2, 5]), [torch.size(x, 0), 3, @height, @width])
              return torch.add(joined, torch.reshape(bias, [3, 1, 1]))
            """;

    private final int width;
    private final int height;
    private final int columns;
    private final NDArray weight;
    private final NDArray bias;
    private final Kernel kernel;
    private final Precision precision;

    /**
     * A head with fresh weights.
     *
     * @param width channels d of a token
     * @param patch side of a patch, in pixels
     */
    PixelHead(NetworkContext context, int width, PatchGrid grid, int patch) {
        Initial initial = Initial.of(context);
        long pixels = 3L * patch * patch;
        this.width = width;
        this.height = grid.rows() * patch;
        this.columns = grid.columns() * patch;
        this.weight = parameter("proj.weight", initial.fanInUniform(pixels, width, 3, patch, patch));
        this.bias = parameter("proj.bias", initial.fanInUniform(pixels, 3));
        this.precision = context.precision();
        this.kernel = compile(context.precision(), grid, patch);
    }

    private Kernel compile(Precision precision, PatchGrid grid, int patch) {
        return PrecisionKernel.compile(
                "picture of tokens",
                precision,
                TEXT.replace("@rows", Integer.toString(grid.rows()))
                        .replace("@columns", Integer.toString(grid.columns()))
                        .replace("@patch", Integer.toString(patch))
                        .replace("@height", Integer.toString(height))
                        .replace("@width", Integer.toString(columns)));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x, weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), 3, height, columns);
    }

    @Override
    public double activationBytes(Shape input) {
        return (double) precision.bytes() * input.size();
    }

    @Override
    public double flops(Shape input) {
        return 2.0 * input.get(0) * height * columns * 3 * width;
    }
}
