package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/** The largest of each 3 x 3 pixels at a stride of 2; sizes round up. (B, C, H, W) to (B, C, H', W'), no parameters. */
final class MaxPool extends Layer {
    private static final Kernel KERNEL = Kernel.compile("max pool", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], True)
            """);

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return KERNEL.apply(x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(1), side(input.get(2)), side(input.get(3)));
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    private static long side(long input) {
        return (input - 2) / 2 + 1;
    }
}
