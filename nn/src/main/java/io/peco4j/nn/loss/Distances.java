package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * How far predictions are from real-valued targets: means over all elements, float32 scalars owned by the manager of
 * the prediction.
 *
 * <p>Both tensors are float32 of one shape; gradients flow to both.
 */
public final class Distances {
    private static final Kernel ABSOLUTE = Kernel.compile("absolute distance", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.l1_loss(x, y)
            """);

    private static final Kernel SQUARED = Kernel.compile("squared distance", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.mse_loss(x, y)
            """);

    private static final Kernel SMOOTH = Kernel.compile("smooth distance", """
            def forward(self, x: Tensor, y: Tensor, beta: Tensor) -> Tensor:
              return torch.smooth_l1_loss(x, y, 1, float(beta))
            """);

    private Distances() {}

    /** {@code |x - y|}. */
    public static NDArray absolute(NDArray prediction, NDArray target) {
        return ABSOLUTE.apply(prediction, target);
    }

    /** {@code (x - y)^2}. */
    public static NDArray squared(NDArray prediction, NDArray target) {
        return SQUARED.apply(prediction, target);
    }

    /**
     * {@code (x - y)^2 / (2 beta)} within beta and {@code |x - y| - beta / 2} beyond: Girshick 2015, with the point of
     * change of Faster R-CNN's implementations.
     *
     * @param beta where the square meets the line, above 0
     */
    public static NDArray smooth(NDArray prediction, NDArray target, double beta) {
        try (NDArray change = Tensors.of(prediction.getManager(), beta)) {
            return SMOOTH.apply(prediction, target, change);
        }
    }
}
