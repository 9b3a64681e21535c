package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * Means of windows that divide a map of any size into a fixed number of rows and columns: (B, C, H, W) to (B, C, rows,
 * columns), no parameters. Row i reaches from {@code floor(i H / rows)} to {@code ceil((i + 1) H / rows)}, so windows
 * may overlap.
 */
public final class AdaptiveAveragePool extends Layer {
    private final int rows;
    private final int columns;
    private final Kernel kernel;

    public AdaptiveAveragePool(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.kernel = Kernel.compile("adaptive average pooling", String.format(Locale.ROOT, """
                def forward(self, x: Tensor) -> Tensor:
                  return torch.adaptive_avg_pool2d(x, [%d, %d])
                """, rows, columns));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return kernel.apply(x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(1), rows, columns);
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    @Override
    public double activationBytes(Shape input) {
        return Float.BYTES * (double) input.size();
    }
}
